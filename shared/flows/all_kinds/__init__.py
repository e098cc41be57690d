"""样样练一遍: every kind of question and step."""

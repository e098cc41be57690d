"""主动服务: what the office tells people of its own accord.

`rules` (pure, one function a sort) · `situation` (what they look at, from the tables) · `inbox` (both, and the person's
own choice). Nothing is stored: each question works it out anew, so an occasion has one message, and it goes with its
reason.
"""

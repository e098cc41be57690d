"""请人再看一遍: a person instead of a rule."""

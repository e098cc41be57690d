"""Scripted people who finish flows without a browser, through the session alone."""

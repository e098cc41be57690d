"""What makes every flow usable by every sense: the script of a page, and the voice that says it."""

"""One says that evidence of the silent check is not one's own."""

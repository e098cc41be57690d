"""The desk's pages, drawn from what the service gave: they know neither the database nor which flow they show."""

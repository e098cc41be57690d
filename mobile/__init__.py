"""The phone: an installable offline web app over the same flows. Not built yet; see README.md."""

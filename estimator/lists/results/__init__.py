"""The result of a list as a file: how its columns look, and how it is made beside the page."""

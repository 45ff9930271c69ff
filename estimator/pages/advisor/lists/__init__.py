"""A whole list: its file, what its columns mean, its result."""

"""Where the table stands in a file: its kind, its characters, its header, its columns and rows."""

"""INAMI's circular, read: from a file to rows with their chapter and group."""

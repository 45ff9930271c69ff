"""What stands around the pages: start and stop, documents, files, headers, floods."""

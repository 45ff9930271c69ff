"""What a list says, what has to be asked about it, and the answers as a file."""

"""What a practice puts on its own website and in its waiting room."""

"""Questions as widgets, and where their answers come from."""

"""The estimate: the questions, and the answer."""

"""A cell as people write it becomes an answer."""

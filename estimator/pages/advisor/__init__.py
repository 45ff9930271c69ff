"""For advisors: situations side by side, and lists."""

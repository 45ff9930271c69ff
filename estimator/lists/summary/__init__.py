"""A list in figures: by condition, BIM and kind of kiné, and before and after a change of rules."""

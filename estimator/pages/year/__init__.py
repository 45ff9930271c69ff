"""My year: the courses of a household, and what they cost together."""

"""My year: several courses, of one person or of a household, and what they cost together."""

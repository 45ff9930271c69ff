"""What a person keeps of an estimate: a written page, a table of the items, a link."""

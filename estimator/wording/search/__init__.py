"""Search by words of everyday language, in any of the languages."""

"""Papers for particular readers: in easy words, in large print, to sign, from a practice."""

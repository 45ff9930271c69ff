"""What a practice says about itself, once: who works there, at which status and prices."""

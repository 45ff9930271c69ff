"""Charts: their specs, and the numbers that fill them."""

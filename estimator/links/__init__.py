"""What travels in an address."""

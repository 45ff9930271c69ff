"""For a practice: its embed, link, QR code and poster."""

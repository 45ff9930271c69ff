"""What a page is built from: HTML, charts, and the elements that show them."""

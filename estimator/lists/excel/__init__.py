"""What an Excel workbook is made of: an empty one, and the cells of its rows."""

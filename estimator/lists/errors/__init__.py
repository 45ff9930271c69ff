"""What is wrong in a list: every error of a row, kinds of errors, wrong rows, rows mended."""

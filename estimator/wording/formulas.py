"""What a spreadsheet takes for the beginning of a formula."""

#: Some are signs of Asian keyboards. After an apostrophe such a cell is text.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

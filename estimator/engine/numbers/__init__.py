"""The rules on whole numbers.

Python and Numba run these modules alike: only whole numbers, records and loops in here.
"""

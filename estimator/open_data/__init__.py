"""The tariffs as a data package that anyone may use: tables, their description, their changes."""

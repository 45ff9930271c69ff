"""Many cases: tables in, tables out."""

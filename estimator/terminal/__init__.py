"""Answers of the command line as text: small tables and sentences."""

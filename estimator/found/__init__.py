"""How search engines, and people with a wrong address, find what is here."""

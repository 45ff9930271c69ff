"""NomenSoft, INAMI's official database: the fee of each code, read from its XML."""

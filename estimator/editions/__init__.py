"""New editions of the tariff: read from INAMI's circular, or derived from an index."""

"""An estimate in words, for page, paper, terminal, notice and API. No layout, no widget."""

"""The tariff files read, and what a code costs on a day."""

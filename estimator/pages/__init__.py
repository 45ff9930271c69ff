"""The pages people see: they ask, hand over to the engine, and show what comes back."""

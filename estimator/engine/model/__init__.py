"""What the engine works with: case, tariff book, schedules, notices, result, errors, money."""

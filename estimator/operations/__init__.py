"""What operators of the server need: settings, health, counters, and a log without answers."""

"""What whoever runs the server needs: start and stop, health, counters, a log without answers."""

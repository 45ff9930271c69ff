"""What the machine says: today, the folder of tariffs, a file that one process holds."""

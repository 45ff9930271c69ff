"""What depends on the machine: today's date, the folder of tariffs, file locks."""

"""What is done with lists in threads beside their page, and the memory that it may take."""

"""What is typed into a terminal."""

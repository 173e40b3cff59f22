"""What is typed into a terminal: one command a file."""

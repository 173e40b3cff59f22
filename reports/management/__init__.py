"""What is typed into a terminal, and the demo school it can load."""

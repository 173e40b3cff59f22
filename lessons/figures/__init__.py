"""What can be counted of what happens in classrooms, and how it stands."""

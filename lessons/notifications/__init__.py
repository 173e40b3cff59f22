"""What is told to whom about what happens in classrooms."""

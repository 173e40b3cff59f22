"""Pages of what happens in classrooms."""

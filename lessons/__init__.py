"""Floor 4: what happens in classrooms."""

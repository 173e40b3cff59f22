"""Tables of what happens in classrooms."""

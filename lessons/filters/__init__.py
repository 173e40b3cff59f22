"""How lists of what happens in classrooms are narrowed."""

"""What people may write of what happens in classrooms."""

"""What happens in classrooms, on paper."""

"""What people may write about the school, its people and its associations."""

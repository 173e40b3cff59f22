"""What people may write about meetings."""

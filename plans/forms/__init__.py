"""What people may write of plans."""

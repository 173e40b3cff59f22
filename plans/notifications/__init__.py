"""What is told to whom about plans."""

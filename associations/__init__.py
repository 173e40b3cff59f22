"""Floor 1: who and when."""

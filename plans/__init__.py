"""Floor 3: what is meant to happen."""

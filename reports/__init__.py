"""Floor 5: what goes up, and what sees all."""

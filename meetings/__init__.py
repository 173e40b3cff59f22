"""Floor 2: what was said and resolved."""

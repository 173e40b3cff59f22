"""What the clock and the administrator do."""

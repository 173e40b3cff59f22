"""What happens to plans. One function is one thing a person does."""

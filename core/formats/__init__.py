"""How figures and dates are written, where Django has it wrong."""

"""The roof: settings, address book, server entry."""

"""The ground: how things are done. It knows no word of the school."""

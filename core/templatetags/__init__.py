"""Tags: `ui` for the screen, `paper` for documents."""

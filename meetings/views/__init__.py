"""Pages of meetings: planning, recording, signing, registers."""

"""The conversation's outer edge: command line, terminal, doctor, settings."""

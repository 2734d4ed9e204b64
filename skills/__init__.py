"""The abilities: a typed function for each thing the assistant can do."""

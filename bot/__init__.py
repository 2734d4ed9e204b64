"""The conversation: hears, understands, answers and speaks up."""

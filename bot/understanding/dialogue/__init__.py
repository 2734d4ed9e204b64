"""Dialogue: answers, corrections and pronouns, which make sense only after what was said before."""

"""Slots: from a clause and what was recognised in it to the values of a skill."""

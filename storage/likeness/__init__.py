"""Likeness: which records may be of the same customer, contact or lead, and why."""

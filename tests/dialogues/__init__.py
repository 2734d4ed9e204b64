"""Whole conversations with the demo company, through the front door."""

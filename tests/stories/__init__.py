"""Whole stories: people use Rapport in a workspace of their own, in a real browser, and again over signed HTTP."""

"""Tests: sentences and dialogues through the front door."""

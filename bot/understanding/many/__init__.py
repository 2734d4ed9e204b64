"""Changes of many records at once: whether a sentence asks for one, of which records, and what is to change."""

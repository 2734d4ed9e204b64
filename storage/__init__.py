"""The records: nouns, store, changes, questions, exchange and migrations."""

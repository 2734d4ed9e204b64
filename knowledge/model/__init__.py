"""The weights of the sentence encoder, and how they are built."""

"""What history teaches, in one place: recall, briefs and advice over the store and the index."""


class Knowledge:
    """What skills may ask of the history."""

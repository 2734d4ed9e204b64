"""Trouble with the workspace of one's own, said in sentences that tell what to do."""


class StageTrouble(Exception):
    """The workspace cannot be opened; the text says why and what to do."""

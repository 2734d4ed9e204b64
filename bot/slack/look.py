"""The look of replies in a workspace: what it takes, and where its messages are."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """How replies are drawn. `address`, such as `https://team.slack.com/`, begins the links to its messages.

    `charts` and `data_tables` tell whether the workspace takes those blocks; not all do yet. `pictures` tells that
    charts follow as images, where it does not take them.
    """

    address: str = ""
    charts: bool = True
    data_tables: bool = True
    pictures: bool = False


USUAL = Look()
"""All that Slack can draw, without links."""

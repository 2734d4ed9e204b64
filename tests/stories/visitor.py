"""What somebody does in a story, and what they are shown: the same words for every way of being there."""

from typing import Any, Protocol

from tests.stories.house import House


class Surface(Protocol):
    """Something of the app's that one reads and uses: an answer, the App Home, a form."""

    def tells(self, *words: str) -> None:
        """It says each of these, now or soon."""

    def conceals(self, *words: str) -> None:
        """It says none of these."""

    def presses(self, label: str) -> None:
        """Press the button of this name."""

    def draws(self, title: str) -> None:
        """There is a chart of this name."""


class Form(Surface, Protocol):
    """A modal that is filled in."""

    def fills(self, label: str, words: str) -> None:
        """Write into the field of this name."""

    def picks(self, label: str, choice: str) -> None:
        """Choose in the menu of this name, typing what one is looking for."""

    def complains(self, label: str, words: str) -> None:
        """The field of this name says what is wrong with it."""

    def is_gone(self) -> None:
        """It is closed."""


class Visitor(Protocol):
    """Somebody in the workspace of the demo company."""

    house: House

    def says(self, words: str) -> Surface:
        """Say something where one is; the answer is the next thing that Rapport says there."""

    def answered(self, label: str, surface: Any) -> Surface:
        """Press a button; the answer is the next thing that Rapport says where one is."""

    def goes_to(self, place: str) -> None:
        """Go to a conversation: `Rapport`, or a channel by its name."""

    def looks_home(self) -> Surface:
        """Open the App Home."""

    def hears(self, words: str) -> Surface:
        """The newest of what Rapport said where one is that has these words."""

    def whispered(self, words: str) -> Surface:
        """Say something to Rapport in a channel; the answer is what nobody else is shown."""

    def begins(self, shortcut: str, title: str) -> Form:
        """Choose a shortcut that belongs to no message; the form of this title opens."""

    def chooses(self, shortcut: str, words: str, title: str) -> Form:
        """Choose a shortcut of the message with these words; the form of this title opens."""

    def becomes(self, name: str) -> None:
        """Be somebody else."""

    def turns_the_clock(self, to: str) -> None:
        """Turn the clock forward: `Tomorrow morning`."""

    def shows_nowhere(self, words: str) -> None:
        """Nothing that one sees where one is has these words."""

    def is_cut_off(self) -> None:
        """The workspace does not answer, which one is told."""

    def is_back(self) -> None:
        """The workspace answers again."""

    def keeps(self, name: str) -> None:
        """Keep a picture of what one sees."""

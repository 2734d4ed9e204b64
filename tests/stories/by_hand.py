"""Being there without a page: the same deeds straight at the workspace, which tells Rapport of them."""

from typing import Any

from bot.workspace import Person
from bot.workspace.channels import Channel
from bot.workspace.interactions import Surface
from bot.workspace.messages import Message, words_of
from bot.workspace.views import View
from bot.workspace.workspace import Said
from tests.stories.house import House

WAIT = 15.0


class Seen:
    """Something of the app's before somebody."""

    def __init__(self, visitor: "ByHand", surface: Surface) -> None:
        self.visitor = visitor
        self.surface = surface

    @property
    def words(self) -> str:
        """What it says."""
        return "\n".join(words_of(self.surface.blocks)) if isinstance(self.surface, View) else self.surface.shown

    def tells(self, *words: str) -> None:
        self.visitor.awaits(lambda: all(each in self.words for each in words))

    def conceals(self, *words: str) -> None:
        self.visitor.awaits(lambda: not any(each in self.words for each in words))

    def presses(self, label: str) -> None:
        assert self.visitor.person.clicks(self.surface, label).error is None

    def draws(self, title: str) -> None:
        titles = [block.get("title", "") for block in self.surface.blocks if block["type"] == "data_visualization"]
        assert any(title in str(each) for each in titles)


class Filled(Seen):
    """A modal."""

    surface: View

    def __init__(self, visitor: "ByHand", surface: View) -> None:
        super().__init__(visitor, surface)
        self.values: dict[str, Any] = {}

    def presses(self, label: str) -> None:
        assert self.surface.content["submit"]["text"] == label
        self.visitor.person.submits(self.surface, self.values)

    def fills(self, label: str, words: str) -> None:
        self.values[label] = words

    def picks(self, label: str, choice: str) -> None:
        self.values[label] = choice

    def complains(self, label: str, words: str) -> None:
        block = next(each for each in self.surface.blocks if each.get("label", {}).get("text") == label)
        assert words in self.surface.errors[block["block_id"]]

    def is_gone(self) -> None:
        self.visitor.awaits(lambda: self.surface.closed)


class ByHand:
    """Somebody in the workspace, who needs no eyes."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.person: Person = house.stage.workspace.person(house.stage.site.me)
        self.place: Channel = self.person.dm

    def awaits(self, holds: Any) -> None:
        """Wait until it is so."""
        self.house.stage.workspace.wait_until(holds, WAIT)

    def says(self, words: str) -> Seen:
        return self.reply(self.person.says(words, self.place))

    def answered(self, label: str, surface: Seen) -> Seen:
        return self.reply(self.person.clicks(surface.surface, label))

    def reply(self, to: Said) -> Seen:
        """What Rapport says after this."""
        return Seen(self, self.house.stage.workspace.wait_for_reply(to, WAIT))

    def goes_to(self, place: str) -> None:
        channels = self.house.stage.workspace.state.channels
        self.place = self.person.dm if place == "Rapport" else next(each for each in channels if each.name == place)

    def looks_home(self) -> Seen:
        self.person.opens_home()
        self.awaits(lambda: self.person.home)
        assert self.person.home
        return Seen(self, self.person.home)

    def hears(self, words: str) -> Seen:
        self.awaits(lambda: self.saying(words))
        return Seen(self, self.saying(words)[-1])

    def saying(self, words: str) -> list[Message]:
        """What Rapport said where one is that has these words."""
        return [each for each in self.messages() if each.is_from_bot and words in each.shown]

    def whispered(self, words: str) -> Seen:
        answer = self.says(words)
        assert isinstance(answer.surface, Message)
        assert answer.surface.visible_to == self.person.id
        return answer

    def messages(self) -> list[Message]:
        """All that this person sees where they are."""
        workspace = self.house.stage.workspace
        alone = [each for each in workspace.ephemerals(self.person) if each.channel == self.place.id]
        return sorted([*workspace.messages(self.place), *alone], key=lambda each: each.ts)

    def chooses(self, shortcut: str, words: str, title: str) -> Filled:
        message = next(each for each in self.messages() if words in each.shown)
        self.person.shortcut(self.called(shortcut), message)
        return self.form(title)

    def begins(self, shortcut: str, title: str) -> Filled:
        self.person.shortcut(self.called(shortcut))
        return self.form(title)

    def called(self, shortcut: str) -> str:
        """The id of a shortcut."""
        details = self.house.stage.workspace.state.manifest.shortcut_details
        return str(next(each["callback_id"] for each in details if each["name"] == shortcut))

    def form(self, title: str) -> Filled:
        """The modal of this title, which is open or about to be."""
        self.awaits(lambda: self.person.modal and self.person.modal.content["title"]["text"] == title)
        assert self.person.modal
        return Filled(self, self.person.modal)

    def becomes(self, name: str) -> None:
        workspace = self.house.stage.workspace
        account = next(each for each in workspace.state.accounts if each.name == name)
        self.person = workspace.person(account.id)
        self.place = self.person.dm

    def turns_the_clock(self, to: str) -> None:
        self.house.stage.site.turn(to.lower(), self.person.id)

    def shows_nowhere(self, words: str) -> None:
        self.house.stage.workspace.settle(0.3)
        assert [each.shown for each in self.messages() if words in each.shown] == []

    def is_cut_off(self) -> None:
        """There is nobody to be told."""

    def is_back(self) -> None:
        self.person = self.house.stage.workspace.person(self.person.id)
        self.place = self.person.dm

    def keeps(self, name: str) -> None:
        """There is nothing to be seen."""

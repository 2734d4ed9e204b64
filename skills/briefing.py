"""Briefings: one page about a customer or a contact, put into words."""

from collections.abc import Iterator

from knowledge.briefs import Brief, Sums, sums
from knowledge.moods import trend
from skills.cards import field_pairs
from skills.citing import Citations
from skills.reply import Facts, Lines, Part
from skills.turn import Turn, ref
from skills.wording import count_of, day, moment, money
from storage.cases import Case
from storage.contacts import Contact
from storage.interactions import Interaction

PEOPLE = 6


class Briefing:
    """A brief in words, each statement that rests on a record with its citation."""

    def __init__(self, turn: Turn, brief: Brief) -> None:
        self.turn, self.brief = turn, brief
        self.citations = Citations(turn)

    def headline(self) -> str:
        """The two sentences to remember if there is time for no more."""
        return " ".join([f"{self._name()}: {self._open()}.", *self._latest()])

    def parts(self) -> tuple[Part, ...]:
        """The page, section by section; what there is nothing to say of is left out."""
        brief = self.brief
        whom = brief.contact or brief.customer
        sections: list[Part] = [Facts(self._name(), self._who(), ref(whom) if whom else None)]
        titled = {
            "Good to know": [f"{each.text}{self.citations.cite(each)}" for each in brief.preferences],
            "People": [self._person(each) for each in brief.people[:PEOPLE] if each is not brief.contact],
            "Open": list(self._open_lines()),
            "Last words": [self._words(each) for each in brief.last_words],
            "Mood": list(self._mood()),
            "Money": list(self._money()),
            "Next steps": list(self._next_steps()),
        }
        return (*sections, *(Lines(title, tuple(lines)) for title, lines in titled.items() if lines))

    def _name(self) -> str:
        names = [each.name for each in (self.brief.contact, self.brief.customer) if each]
        return ", ".join(names)

    def _who(self) -> tuple[tuple[str, str], ...]:
        records = [record for record in (self.brief.contact, self.brief.customer) if record]
        return tuple(pair for record in records for pair in field_pairs(self.turn, record) if pair[0] != "customer")

    def _open(self) -> str:
        brief = self.brief
        counts = [(len(brief.cases), "open case"), (len(brief.deals), "open deal"), (len(brief.reminders), "reminder")]
        said = [count_of(count, noun) for count, noun in counts if count]
        return ", ".join(said) or "nothing is open"

    def _latest(self) -> Iterator[str]:
        for last in self.brief.last_words[:1]:
            yield f"Last spoken {self._day(last)}: “{last.summary}”{self.citations.cite(last)}."

    def _day(self, interaction: Interaction) -> str:
        return day(interaction.happened_at.astimezone(self.turn.now.tzinfo).date(), self.turn.now.date())

    def _person(self, contact: Contact) -> str:
        known = [contact.title, contact.email, contact.phone]
        return ", ".join([contact.name, *(each for each in known if each)])

    def _open_lines(self) -> Iterator[str]:
        for case in self.brief.cases:
            yield self._case(case)
        for deal in self.brief.deals:
            worth = f", {money(deal.amount, deal.currency)}" if deal.amount is not None else ""
            close = f", to close {day(deal.close_on, self.turn.now.date())}" if deal.close_on else ""
            yield f"Deal {deal.name}: {deal.stage}{worth}{close}"
        for reminder in self.brief.reminders:
            yield f"Reminder {moment(reminder.due_at, self.turn.now)}: {reminder.about}"

    def _case(self, case: Case) -> str:
        late = ", overdue" if case.is_overdue(self.turn.now) else ""
        return f"Case {case.number}: {case.subject} ({case.priority}, {case.status}{late}){self.citations.cite(case)}"

    def _words(self, each: Interaction) -> str:
        who = f" with {each.contact.name}" if each.contact else ""
        return f"{self._day(each)}, {each.channel}{who}: {each.summary}{self.citations.cite(each)}"

    def _mood(self) -> Iterator[str]:
        if felt := trend(each.sentiment for each in self.brief.moods):
            cited = "".join(self.citations.cite(each) for each in self.brief.moods)
            yield f"Lately {felt}{cited}"
        for given in self.brief.feedback:
            said = f": {given.comment}" if given.comment else ""
            yield f"{given.scale.upper()} {given.score}{said}{self.citations.cite(given)}"

    def _money(self) -> Iterator[str]:
        brief = self.brief
        if brief.ordered_ever:
            last = f", last {day(brief.last_order, self.turn.now.date())}" if brief.last_order else ""
            yield f"Ordered this year {_amounts(brief.ordered_this_year)}, in all {_amounts(brief.ordered_ever)}{last}"
        if worth := sums(brief.deals):
            yield f"Open deals {_amounts(worth)}"

    def _next_steps(self) -> Iterator[str]:
        for step in self.brief.next_steps:
            yield f"{step.advice}. {step.reason}{''.join(self.citations.cite(each) for each in step.evidence)}"


def _amounts(together: Sums) -> str:
    return " + ".join(money(amount, currency) for currency, amount in together.items()) or "nothing"

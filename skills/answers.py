"""Answers to customers: what they can be told, from their own history and from how others were helped."""

import re
from dataclasses import dataclass

from knowledge.recall import ENOUGH, ENOUGH_AMONG_ALL
from knowledge.sentences import sentences
from skills.citing import Citations
from skills.customers import linked_customer
from skills.recollection import Recollection
from skills.reply import Lines, Reply
from skills.skill import skill
from skills.slots import CustomerName, Period, Text
from skills.turn import Turn, Unclear
from storage.cases import Case
from storage.customers import Customer

SOLVED = 3
ASKING = re.compile(
    r"^.{0,60}?\b(?:about|regarding|concerning|on the (?:subject|topic|question) of|(?:who|that|when) (?:asks?|wants?|"
    r"complains?) (?:to know )?(?:about |us |me )?)\s*",
    re.IGNORECASE,
)
"""What comes before the topic: "what can I tell Kallang Fresh about"."""


@skill()
def answer_customer(turn: Turn, question: Text, customer: CustomerName | None = None) -> Reply:
    """Tell what a customer can be told about something, from history and solved cases, each with its source."""
    customer = customer or linked_customer(turn)
    if customer is None:
        raise Unclear("Which customer is it for?", "customer")
    turn.remember(customer)
    return Answer(turn, customer, _topic(question, customer)).reply()


def _topic(question: str, customer: Customer) -> str:
    """What is asked about, without the words that ask and without the customer."""
    asked = re.sub(rf"{re.escape(customer.name)}(?:['’]s)?", " ", question, flags=re.IGNORECASE)
    return " ".join(ASKING.sub("", asked, count=1).split()).strip(" .?!,") or question.strip(" .?!")


@dataclass(frozen=True)
class Answer:
    """What is known of a topic that a customer can be told."""

    turn: Turn
    customer: Customer
    topic: str

    def reply(self) -> Reply:
        """Their own history first, then how it was solved for others, each sentence cited; or that nothing is known."""
        citations, cases = Citations(self.turn), self._cases()
        own = Recollection(self.turn, self.topic, self.customer, None, Period(None, None)).statements(citations, ENOUGH)
        solved = [self._solved(case, citations) for case in cases]
        parts = [Lines(title, tuple(lines)) for title, lines in
                 (("From their history", own), ("How it was solved before", solved)) if lines]  # fmt: skip
        if not parts:
            return Reply(self._nothing())
        said = f"This is what I know for {self.customer.name} about {self.topic}."
        return Reply(said, tuple(parts), citations=citations.all, note=self._note(cases))

    def _cases(self) -> list[Case]:
        """Solved cases about the topic, of whomever: by their subjects, then by all that is written of them."""
        knowledge, crm = self.turn.knowledge, self.turn.crm
        found = knowledge.recall(crm, self.topic, limit=2 * SOLVED)
        recalled = crm.cases.by_ids(
            each.record_id for each in found if each.kind == "case" and each.trust >= ENOUGH_AMONG_ALL
        )
        both = {case.id: case for case in [*knowledge.precedents(crm, self.topic, SOLVED), *recalled]}
        return [case for case in both.values() if not case.is_open and case.resolution][:SOLVED]

    def _solved(self, case: Case, citations: Citations) -> str:
        mark = citations.cite(case)
        how = " ".join(f"{sentence}{mark}" for sentence in sentences(case.resolution or ""))
        return f"{case.subject}: {how}"

    def _note(self, cases: list[Case]) -> str:
        others = any(case.customer_id != self.customer.id for case in cases)
        return "Some of it was solved for others: tell how, and not for whom." if others else ""

    def _nothing(self) -> str:
        return (
            f"I know nothing about {self.topic}: nothing was logged about it with {self.customer.name}, and no solved "
            "case is like it. Ask a colleague, or open a case so that the answer is there the next time."
        )

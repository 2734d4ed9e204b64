"""What history teaches, in one place: recall and briefs over the store and the index."""

import logging
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.briefs import Brief, brief_of
from knowledge.encoder import Encoder
from knowledge.precedents import Precedents
from knowledge.question import Question
from knowledge.recall import Found, Recall
from storage.cases import Case
from storage.contacts import Contact
from storage.crm import Crm
from storage.customers import Customer
from storage.extracts import Scope
from storage.store import Store

if TYPE_CHECKING:
    from knowledge.index import Index
    from knowledge.indexing import Verified

log = logging.getLogger(__name__)


class Knowledge:
    """What may be asked of the history. The encoder is loaded when it is first needed.

    The index is opened by `catch_up`, which the running bot calls; without it answers come from the store.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.index: Index | None = None

    @cached_property
    def encoder(self) -> Encoder:
        """What turns sentences into vectors."""
        return Encoder()

    def recall(
        self, crm: Crm, question: str, customer: Customer | None = None, contact: Contact | None = None,
        first: datetime | None = None, last: datetime | None = None, limit: int = 6,
    ) -> list[Found]:  # fmt: skip
        """The passages that answer the question, best first; none where none does.

        Of a contact or else a customer or else everyone, from `first` to before `last`.
        """
        names = [whom.name for whom in (customer, contact) if whom]
        scope = Scope(customer.id if customer and not contact else None, contact.id if contact else None, first, last)
        return Recall(crm, self.encoder, self.index).find(Question(question, names), scope, limit)

    def brief(self, crm: Crm, customer: Customer | None, contact: Contact | None, now: datetime) -> Brief:
        """What to know before talking to a customer or a contact."""
        return brief_of(crm, customer, contact, now)

    def precedents(self, crm: Crm, subject: str, limit: int = 2) -> list[Case]:
        """The solved cases that are about the same as the subject, the nearest first; none where none is."""
        return Precedents(crm, self.encoder).of(subject, limit)

    def catch_up(self, store: Store, limit: int = 256) -> int:
        """Bring vectors and index up to date with up to `limit` passages; 0 means that nothing waits."""
        from knowledge.generation import IndexBroken
        from knowledge.indexing import catch_up

        self.open_index(store)
        try:
            return catch_up(store, self.encoder, self.index, limit)
        except IndexBroken:
            log.exception("the index is written anew")
            self.rebuild(store)
            return 1

    def open_index(self, store: Store) -> bool:
        """Open the index, written anew where it is damaged or behind; whether this process has it."""
        from knowledge.index import IndexBusy
        from knowledge.indexing import opened

        if self.index is None:
            try:
                self.index = opened(store, self.encoder, self.home / "index")
            except IndexBusy as busy:
                log.debug("%s", busy)
        return self.index is not None

    def verify(self, store: Store) -> "Verified":
        """How the index differs from the store. Raises IndexBusy."""
        from knowledge.indexing import verify

        return verify(store, self._owned(store), self.encoder.model)

    def rebuild(self, store: Store) -> None:
        """Write the index anew from the store, and nothing else; the old files are removed. Raises IndexBusy."""
        from knowledge.indexing import rebuild

        rebuild(store, self.encoder, self._owned(store))

    def _owned(self, store: Store) -> "Index":
        from knowledge.index import Index

        self.index = self.index or Index(self.home / "index", store, self.encoder.model)
        return self.index

    def close(self) -> None:
        """Let go of the index."""
        if self.index:
            self.index.close()
            self.index = None

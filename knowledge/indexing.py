"""Indexing: the vectors and the index follow what was written, and are checked and mended against it.

Every step may be cut short and repeated: a vector is kept first, the index takes it next, and only then is the
task dropped, unless the passage was written to again meanwhile.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.encoder import WIDTH, Encoder, Vectors, from_bytes, to_bytes
from knowledge.index import Index
from storage.extracts import Extract
from storage.store import Store
from storage.vectors import Vectors as KeptVectors

SAMPLE = 200
BATCH = 256


@dataclass(frozen=True)
class Verified:
    """Ids of passages that the index lacks, holds without reason, holds as they were, or does not find."""

    missing: tuple[int, ...] = ()
    left_over: tuple[int, ...] = ()
    stale: tuple[int, ...] = ()
    unfindable: tuple[int, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether the index holds what the store says."""
        return not (self.missing or self.left_over or self.stale)

    @property
    def is_sound(self) -> bool:
        """Whether it finds it all, too."""
        return self.agrees and not self.unfindable


def catch_up(store: Store, encoder: Encoder, index: Index | None, limit: int = BATCH) -> int:
    """Do up to `limit` index tasks and return how many passages were seen to; 0 means that nothing waits.

    Without an index only vectors are made, and the tasks stay for whoever has the index. Where somebody was erased
    the index is written anew, since its files keep what was taken out of it.
    """
    kept = KeptVectors(store, encoder.model)
    if index is None:
        return len(_embed(kept, encoder, kept.lacking(limit)))
    with index.writing:
        if kept.must_forget():
            rebuild(store, encoder, index)
        waiting = kept.waiting(limit)
        live = [each for each in waiting if each.live]
        fresh = _embed(kept, encoder, live)
        index.put(fresh, _unpacked(fresh))
        index.drop([each.id for each in waiting if not each.live])
        kept.done(waiting)
    return len(waiting)


def verify(store: Store, index: Index, model: str) -> Verified:
    """Compare the index with the store; what still waits to be indexed is no fault."""
    kept = KeptVectors(store, model)
    with index.writing:
        wanted, waiting = kept.revisions()
        held = index.revisions()
        known = sorted((wanted.keys() & held.keys()) - waiting)
        tried = known[:: max(1, len(known) // SAMPLE)]
        found = set(index.finds_itself(tried))
    return Verified(
        missing=tuple(sorted(wanted.keys() - held.keys() - waiting)),
        left_over=tuple(sorted(held.keys() - wanted.keys() - waiting)),
        stale=tuple(id for id in known if wanted[id] != held[id]),
        unfindable=tuple(id for id in tried if id not in found),
    )


def opened(store: Store, encoder: Encoder, folder: Path) -> Index:
    """The index in the folder, written anew where it is damaged or does not say what the store says.

    Raises IndexBusy.
    """
    index = Index(folder, store, encoder.model)
    kept = KeptVectors(store, encoder.model)
    known = [each.id for each in kept.sample(5)]
    if not (index.exists and index.opens(known) and verify(store, index, encoder.model).agrees):
        rebuild(store, encoder, index)
    return index


def rebuild(store: Store, encoder: Encoder, index: Index) -> None:
    """Write the index anew from the vectors in the store, making those that are not there yet."""
    kept = KeptVectors(store, encoder.model)
    while _embed(kept, encoder, kept.lacking(BATCH)):
        pass
    with index.writing:
        included: list[Extract] = []
        index.renew(_indexable(kept, included))
        kept.done(included)


def _indexable(kept: KeptVectors, included: list[Extract]) -> Iterator[tuple[Sequence[Extract], Vectors]]:
    for batch in kept.batches():
        ready = [each for each in batch if each.vector]
        included += [each._replace(text="", vector=None) for each in ready]
        yield ready, _unpacked(ready)


def _embed(kept: KeptVectors, encoder: Encoder, passages: Sequence[Extract]) -> list[Extract]:
    """The passages, each with the vector of its revision."""
    bare = [each for each in passages if not each.vector]
    packed = [to_bytes(vector) for vector in encoder.encode([each.text for each in bare])]
    kept.keep(zip(bare, packed, strict=True))
    made = dict(zip((each.id for each in bare), packed, strict=True))
    return [each._replace(vector=made.get(each.id, each.vector)) for each in passages]


def _unpacked(passages: Sequence[Extract]) -> Vectors:
    if not passages:
        return np.empty((0, WIDTH), np.float32)
    return from_bytes(b"".join(each.vector or b"" for each in passages)).reshape(-1, WIDTH)

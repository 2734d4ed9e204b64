"""One generation of the index: a folder that Chroma keeps. The only place that knows Chroma."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.encoder import Vectors
from storage.extracts import Extract

if TYPE_CHECKING:
    from chromadb import Collection
    from chromadb.api import ClientAPI

AT_ONCE = 2000  # passages; Chroma takes some thousands in one call
PAGE = 20_000
SAME = 1e-4  # distance of passages with the same words, of which any may be found


class IndexBroken(Exception):
    """The index cannot be read or written; a rebuild mends it."""


class Generation:
    """The vectors in one folder, opened when first used. Every method may raise IndexBroken."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def _client(self) -> "ClientAPI":
        from chromadb import PersistentClient
        from chromadb.config import Settings

        return PersistentClient(str(self.folder), Settings(anonymized_telemetry=False))

    @cached_property
    def _collection(self) -> "Collection":
        cosine: Any = {"hnsw": {"space": "cosine"}}
        return self._client.get_or_create_collection("passages", embedding_function=None, configuration=cosine)

    def put(self, passages: Sequence[Extract], vectors: Vectors) -> None:
        """Bring in the passages with their vectors, in place of what was there under their ids."""
        with _telling():
            for start in range(0, len(passages), AT_ONCE):
                some = passages[start : start + AT_ONCE]
                ids = [str(each.id) for each in some]
                noted: Any = [_noted(each) for each in some]
                self._collection.upsert(ids=ids, embeddings=vectors[start : start + AT_ONCE], metadatas=noted)

    def drop(self, ids: Sequence[int]) -> None:
        """Take passages out; unknown ids do no harm."""
        with _telling():
            for start in range(0, len(ids), AT_ONCE):
                self._collection.delete(ids=[str(id) for id in ids[start : start + AT_ONCE]])

    def nearest(self, vector: Vectors, limit: int, first: datetime | None, last: datetime | None) -> list[int]:
        """The ids of the passages nearest to the vector, of the time from `first` to before `last`."""
        with _telling():
            query: Any = vector.reshape(1, -1)
            when = _when(first, last)
            found = self._collection.query(query_embeddings=query, n_results=limit, where=when, include=[])
            return [int(id) for id in found["ids"][0]]

    def revisions(self) -> dict[int, int]:
        """The revision of every passage in it."""
        revisions: dict[int, int] = {}
        with _telling():
            for start in range(0, self._collection.count(), PAGE):
                found = self._collection.get(limit=PAGE, offset=start, include=["metadatas"])
                noted: Any = found["metadatas"]
                revisions |= {int(id): int(each["revision"]) for id, each in zip(found["ids"], noted, strict=True)}
        return revisions

    def finds_itself(self, ids: Sequence[int]) -> list[int]:
        """Those of the ids that are found by their own vectors."""
        if not ids:
            return []
        with _telling():
            found = self._collection.get(ids=[str(id) for id in ids], include=["embeddings"])
            if not found["ids"]:
                return []
            vectors: Any = found["embeddings"]
            near: Any = self._collection.query(query_embeddings=vectors, n_results=10, include=["distances"])
            rows = zip(found["ids"], near["ids"], near["distances"], strict=True)
            return [int(id) for id, seen, far in rows if id in seen or far[-1] < SAME]

    def close(self) -> None:
        """Let go of the files."""
        if "_client" in self.__dict__:
            self._client.close()  # type: ignore[attr-defined]
            del self._client
            self.__dict__.pop("_collection", None)


@contextmanager
def _telling() -> Iterator[None]:
    """Make one error of the many kinds that Chroma and its storage raise."""
    try:
        yield
    except Exception as error:
        raise IndexBroken(f"the index does not work: {error}") from error


def _noted(passage: Extract) -> dict[str, Any]:
    about = {"customer_id": passage.customer_id, "contact_id": passage.contact_id}
    known = {name: id for name, id in about.items() if id is not None}
    own = {"kind": passage.kind, "record_id": passage.record_id, "revision": passage.revision}
    return own | known | {"at": passage.at.timestamp()}


def _when(first: datetime | None, last: datetime | None) -> Any:
    bounds: list[dict[str, Any]] = [{"at": {"$gte": first.timestamp()}}] if first else []
    bounds += [{"at": {"$lt": last.timestamp()}}] if last else []
    return {"$and": bounds} if len(bounds) > 1 else (bounds[0] if bounds else None)


def main() -> None:
    """Exit well only if the folder named opens and finds the ids given as JSON by their own vectors."""
    generation = Generation(Path(sys.argv[1]))
    asked = json.loads(sys.argv[2])
    sys.exit(0 if len(generation.finds_itself(asked)) == len(asked) else 1)


if __name__ == "__main__":
    main()

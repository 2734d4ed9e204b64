"""Indexing: the index says what the store says, whatever happens in between, and is mended where it does not."""

import multiprocessing
import shutil
import signal
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import pytest

from knowledge.encoder import Encoder, from_bytes
from knowledge.generation import IndexBroken
from knowledge.index import Index, IndexBusy
from knowledge.indexing import catch_up, opened, rebuild, verify
from knowledge.knowledge import Knowledge
from storage.erasure import erase
from storage.interactions import Interaction
from storage.store import Store
from storage.vectors import Vectors
from tests.knowledge.conftest import NOW, log


def all_indexed(store: Store, encoder: Encoder, index: Index | None) -> int:
    """Catch up in small steps until nothing waits; how many passages that took."""
    seen = 0
    while step := catch_up(store, encoder, index, limit=4):
        seen += step
    return seen


def ids(store: Store, encoder: Encoder) -> dict[str, int]:
    """The id of each live passage by the last words of its text."""
    return {each.text.split(": ")[-1]: each.id for batch in Vectors(store, encoder.model).batches() for each in batch}


def test_what_was_written_is_indexed_and_found(told: Store, encoder: Encoder, index: Index) -> None:
    assert all_indexed(told, encoder, index) == 6
    assert verify(told, index, encoder.model).is_sound
    asked = encoder.encode(["goods broken on arrival"])[0]
    assert index.nearest(asked, 1, None, None) == [ids(told, encoder)["Two pallets arrived damaged."]]


def test_a_vector_is_kept_in_the_store_too(told: Store, encoder: Encoder, index: Index) -> None:
    all_indexed(told, encoder, index)
    (batch,) = Vectors(told, encoder.model).batches()
    for each in batch:
        assert each.vector is not None
        np.testing.assert_allclose(from_bytes(each.vector), encoder.encode([each.text])[0], atol=1e-3)


def test_the_index_is_asked_for_a_time(told: Store, encoder: Encoder, index: Index) -> None:
    all_indexed(told, encoder, index)
    day = NOW - timedelta(days=9)
    found = index.nearest(encoder.encode(["anything"])[0], 10, day, day + timedelta(hours=1))
    known = ids(told, encoder)
    assert set(found) == {known["The warehouse moves to Duisburg in spring."],
                          known["The kitchen was closed for a week after a flood."]}  # fmt: skip


def test_changed_and_deleted_words_follow(told: Store, encoder: Encoder, index: Index) -> None:
    all_indexed(told, encoder, index)
    with told.begin(None, NOW, "change") as crm:
        price, warehouse, *_ = crm.interactions.all()
        price.summary = "They accept the price."
        crm.interactions.remove(warehouse)
    assert all_indexed(told, encoder, index) == 2
    assert verify(told, index, encoder.model).is_sound
    assert len(index.revisions()) == 5


def test_a_task_stays_when_the_passage_is_written_to_meanwhile(told: Store, encoder: Encoder, index: Index) -> None:
    kept = Vectors(told, encoder.model)
    read = kept.waiting(1)
    with told.begin(None, NOW, "meanwhile") as crm:
        found = crm.interactions.get(read[0].record_id)
        assert found is not None
        found.summary = "Something else."
    kept.keep([(read[0], b"old")])
    kept.done(read)
    waiting = kept.waiting(1)[0]
    assert (waiting.id, waiting.revision, waiting.vector) == (read[0].id, read[0].revision + 1, None)


def test_without_an_index_only_vectors_are_made(told: Store, encoder: Encoder) -> None:
    assert all_indexed(told, encoder, None) == 6
    kept = Vectors(told, encoder.model)
    assert kept.lacking(10) == []
    assert len(kept.waiting(10)) == 6


def test_verify_names_every_difference(told: Store, encoder: Encoder, index: Index) -> None:
    all_indexed(told, encoder, index)
    (batch,) = Vectors(told, encoder.model).batches()
    first, second, third = batch[:3]
    index.drop([first.id])
    index.put([second._replace(revision=9)], encoder.encode([second.text]))
    index.put([third._replace(id=999)], encoder.encode(["nobody said this"]))
    verified = verify(told, index, encoder.model)
    assert (verified.missing, verified.stale, verified.left_over) == ((first.id,), (second.id,), (999,))
    assert not verified.is_sound


def test_a_rebuild_leaves_nothing_of_the_old_files(told: Store, encoder: Encoder, index: Index) -> None:
    all_indexed(told, encoder, index)
    rebuild(told, encoder, index)
    before = {path.name for path in index.folder.iterdir() if path.is_dir()}
    rebuild(told, encoder, index)
    after = {path.name for path in index.folder.iterdir() if path.is_dir()}
    assert len(before) == len(after) == 1
    assert before != after
    assert verify(told, index, encoder.model).is_sound


def test_a_rebuild_does_what_was_waiting(told: Store, encoder: Encoder, index: Index) -> None:
    rebuild(told, encoder, index)
    assert Vectors(told, encoder.model).waiting(10) == []
    assert len(index.revisions()) == 6


def test_a_second_process_is_told_that_the_index_is_busy(told: Store, index: Index, encoder: Encoder) -> None:
    with pytest.raises(IndexBusy, match="Another process has the index"):
        Index(index.folder, told, encoder.model)


def test_another_folder_for_the_same_store_is_busy_too(
    told: Store, index: Index, encoder: Encoder, tmp_path: Path
) -> None:
    with pytest.raises(IndexBusy):
        Index(tmp_path / "elsewhere", told, encoder.model)


def test_a_damaged_index_is_written_anew(told: Store, encoder: Encoder, tmp_path: Path) -> None:
    index = opened(told, encoder, tmp_path / "index")
    all_indexed(told, encoder, index)
    index.close()
    (database,) = (tmp_path / "index").glob("*/chroma.sqlite3")
    database.write_bytes(b"not a database at all" * 200)
    mended = opened(told, encoder, tmp_path / "index")
    assert verify(told, mended, encoder.model).is_sound
    assert len(mended.revisions()) == 6
    mended.close()


def test_an_index_that_is_gone_or_behind_is_written_anew(told: Store, encoder: Encoder, tmp_path: Path) -> None:
    folder = tmp_path / "index"
    index = opened(told, encoder, folder)
    index.drop(list(index.revisions())[:2])
    index.close()
    behind = opened(told, encoder, folder)
    assert len(behind.revisions()) == 6
    behind.close()
    shutil.rmtree(folder)
    gone = opened(told, encoder, folder)
    assert len(gone.revisions()) == 6
    gone.close()


def test_an_index_of_another_model_is_written_anew(told: Store, encoder: Encoder, tmp_path: Path) -> None:
    opened(told, encoder, tmp_path / "index").close()
    other = Index(tmp_path / "index", told, "another model")
    assert not other.exists
    other.close()


def test_a_broken_index_says_so(told: Store, encoder: Encoder, index: Index) -> None:
    all_indexed(told, encoder, index)
    with pytest.raises(IndexBroken):
        index.put(Vectors(told, encoder.model).sample(1), np.zeros((1, 7), np.float32))


def test_knowledge_keeps_up_by_itself(told: Store, tmp_path: Path) -> None:
    knowledge = Knowledge(tmp_path)
    assert knowledge.index is None
    while knowledge.catch_up(told):
        pass
    assert knowledge.verify(told).is_sound
    knowledge.close()


def write_and_index(url: str, folder: Path, pipe: Connection) -> None:
    """What a process does until it is killed: write, index, tell."""
    store, encoder = Store(url), Encoder()
    index = opened(store, encoder, folder)
    number = 0
    while True:
        number += 1
        with store.begin(None, NOW, f"turn {number}") as crm:
            found: list[Interaction] = crm.interactions.all()
            assert found[0].customer is not None
            log(crm, found[0].customer, f"Call {number}.", NOW)
            found[number % len(found)].summary = f"Changed by {number}."
            if len(found) > 8:
                crm.interactions.remove(found[-1])
        catch_up(store, encoder, index)
        pipe.send(number)


def test_nothing_is_missing_after_kills(told: Store, encoder: Encoder, tmp_path: Path) -> None:
    url = told.url.render_as_string(hide_password=False)
    spawning = multiprocessing.get_context("spawn")
    for acknowledged in (1, 7):
        mine, theirs = spawning.Pipe()
        process = spawning.Process(target=write_and_index, args=(url, tmp_path / "index", theirs))
        process.start()
        for _ in range(acknowledged):
            mine.recv()
        assert process.pid is not None
        process.kill()
        process.join()
        assert process.exitcode == -signal.SIGKILL
    index = opened(told, encoder, tmp_path / "index")
    all_indexed(told, encoder, index)
    assert verify(told, index, encoder.model).is_sound
    index.close()


def test_after_an_erasure_the_index_is_written_anew(told: Store, encoder: Encoder, index: Index) -> None:
    rebuild(told, encoder, index)
    before = index.folder / (index.folder / "current").read_text()
    with told.begin(None, NOW, "erasing") as crm:
        erase(crm, crm.contacts.named("Buyer of Globe Freight")[0])
    all_indexed(told, encoder, index)
    assert not before.exists()
    assert verify(told, index, encoder.model).is_sound
    after = (index.folder / "current").read_text()
    all_indexed(told, encoder, index)
    assert (index.folder / "current").read_text() == after

"""Locks: one holder at a time, freed with its holder."""

import multiprocessing
from multiprocessing.connection import Connection

from storage.locks import lock_of
from storage.store import Store


def hold(url: str, pipe: Connection) -> None:
    """Take the lock, tell, and stay until killed."""
    lock = lock_of(Store(url), "sender")
    pipe.send(lock.take())
    pipe.recv()


def test_only_one_holds_a_lock(store: Store) -> None:
    first, second = lock_of(store, "sender"), lock_of(store, "sender")
    assert first.take()
    assert first.take()
    assert not second.take()
    assert (first.is_held(), second.is_held()) == (True, False)
    first.release()
    assert second.take()
    second.release()
    assert not second.is_held()


def test_locks_of_other_names_do_not_meet(store: Store) -> None:
    sender, index = lock_of(store, "sender"), lock_of(store, "index")
    assert sender.take()
    assert index.take()
    sender.release()
    index.release()


def test_a_killed_holder_leaves_the_lock(store: Store) -> None:
    mine, theirs = multiprocessing.get_context("spawn").Pipe()
    url = store.url.render_as_string(hide_password=False)
    holder = multiprocessing.get_context("spawn").Process(target=hold, args=(url, theirs))
    holder.start()
    assert mine.recv()
    lock = lock_of(store, "sender")
    assert not lock.take()
    holder.kill()
    holder.join()
    while not lock.take():
        pass
    lock.release()

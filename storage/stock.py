"""Stock: the pieces on the shelf go with the lines of orders that take them, and come back when such a line goes."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import inspect, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from storage.lines import Line
from storage.products import Order, Product
from storage.record import Record


def move_stock(session: Session, _: object) -> None:
    """Put back what the lines of this flush held before, and take what they hold now.

    Listens to the session's `after_flush`, so that undoing, deleting or changing an order moves its pieces too.
    """
    pieces: Counter[int] = Counter()
    for line in dict.fromkeys(_touched(session)):
        pieces.update(_held(line, _before))
        pieces.subtract(_held(line, getattr))
    for product_id, back in sorted(pieces.items()):
        if back:
            _put_back(session, product_id, back)


def _touched(session: Session) -> Iterator[Line]:
    """The lines that this flush writes, and those of the orders that it deletes or brings back."""
    for record in (*session.new, *session.dirty):
        if isinstance(record, Line):
            yield record
        elif isinstance(record, Order) and inspect(record).attrs.deleted_at.history.has_changes():
            yield from record.lines


def _held(line: Line, read: Any) -> dict[int, int]:
    """The pieces that a line holds, as `read` reads the columns; none where it or its order is deleted."""
    gone = line.order is None or read(line.order, "deleted_at") or read(line, "deleted_at")
    product_id, taken = read(line, "product_id"), read(line, "taken")
    return {product_id: taken} if product_id and taken and not gone else {}


def _before(record: Record, name: str) -> Any:
    """What the column held before this flush; nothing for a new record."""
    history = inspect(record).attrs[name].history
    return history.deleted[0] if history.deleted else history.unchanged[0] if history.unchanged else None


def _put_back(session: Session, product_id: int, pieces: int) -> None:
    """Add pieces in the database, where another order may be counting too. Uncounted stock stays uncounted."""
    table: Any = Product.__table__
    added = update(table).where(table.c.id == product_id).values(stock=table.c.stock + pieces)
    stock = session.connection().execute(added.returning(table.c.stock)).scalar()
    product: Record | None = session.identity_map.get(identity_key(Product, product_id))
    if product is not None:
        set_committed_value(product, "stock", stock)

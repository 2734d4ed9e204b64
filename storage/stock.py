"""Stock: the pieces on the shelf go with the orders that take them, and come back when such an order goes."""

from collections import Counter
from typing import Any

from sqlalchemy import inspect, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from storage.products import Order, Product
from storage.record import Record

NAMES = ("product_id", "taken", "deleted_at")


def move_stock(session: Session, _: object) -> None:
    """Put back what the orders of this flush held before, and take what they hold now.

    Listens to the session's `after_flush`, so that undoing, deleting or changing an order moves its pieces too.
    """
    pieces: Counter[int] = Counter()
    for order in (each for each in (*session.new, *session.dirty) if isinstance(each, Order)):
        pieces.update(_held(*(_before(order, name) for name in NAMES)))
        pieces.subtract(_held(*(getattr(order, name) for name in NAMES)))
    for product_id, back in sorted(pieces.items()):
        if back:
            _put_back(session, product_id, back)


def _held(product_id: int | None, taken: int | None, deleted_at: object) -> dict[int, int]:
    return {product_id: taken} if product_id and taken and not deleted_at else {}


def _before(order: Order, name: str) -> Any:
    """What the column held before this flush; nothing for a new order."""
    history = inspect(order).attrs[name].history
    return history.deleted[0] if history.deleted else history.unchanged[0] if history.unchanged else None


def _put_back(session: Session, product_id: int, pieces: int) -> None:
    """Add pieces in the database, where another order may be counting too. Uncounted stock stays uncounted."""
    table: Any = Product.__table__
    added = update(table).where(table.c.id == product_id).values(stock=table.c.stock + pieces)
    stock = session.connection().execute(added.returning(table.c.stock)).scalar()
    product: Record | None = session.identity_map.get(identity_key(Product, product_id))
    if product is not None:
        set_committed_value(product, "stock", stock)

"""Lining: orders and quotes that were written without their lines get them, and lines follow what is set beside them.

An order may be written as one product, a quantity and an amount, as files and older code do; it has one line then.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, inspect, literal, select, update
from sqlalchemy.orm import Session

from storage.holding import hold
from storage.lines import Line, standing
from storage.products import Order, Quote

SHARED = ("quantity", "discount", "amount", "currency")
"""What a line has in common with an order or a quote of one line."""


def keep_lines(session: Session, _: object, __: object) -> None:
    """Give new orders a number and a line, and let lines follow. Listens to the session's `before_flush`.

    Undoing sets both back by itself.
    """
    if session.info.get("undoes"):
        return
    for record in list(session.new):
        if isinstance(record, Order) and record.number is None:
            record.number = _next_number(session)
        if isinstance(record, Order | Quote) and not record.lines:
            record.lines.append(_line_of(record))
    for record in list(session.dirty):
        if isinstance(record, Order | Quote) and session.is_modified(record):
            _follow(record)
    for record in list(session.new):
        if isinstance(record, Line) and record.created_at is None:
            record.created_at = session.info["now"]


def _next_number(session: Session) -> int:
    """The number after the last order's, of those waiting to be written too."""
    with session.no_autoflush:
        hold(session, "order numbers")
        highest = session.execute(select(func.max(Order.number)), execution_options={"deleted_too": True}).scalar() or 0
    waiting = [each.number for each in session.new if isinstance(each, Order) and each.number]
    return max([highest, *waiting]) + 1


def _line_of(record: Any) -> Line:
    line = Line(place=1, product=record.product, product_id=record.product_id, quantity=record.quantity or 1)
    line.amount, line.currency, line.taken = record.amount, record.currency, 0
    line.discount = record.discount if isinstance(record, Quote) else None
    line.price = record.product.price if record.product and _is_priced(record, line) else None
    return line


def _is_priced(record: Any, line: Line) -> bool:
    """Whether the amount is what the product costs now."""
    return bool(record.amount == record.product.costs(line.quantity, line.discount))


def _follow(record: Any) -> None:
    """Let the only line say what was set on its order or quote; an amount is spread over several."""
    lines = standing(record.lines)
    changed = {
        name for name in ("product", "product_id", *SHARED) if name in _columns(record) and _is_set(record, name)
    }
    if len(lines) == 1:
        for name in changed:
            setattr(lines[0], name, getattr(record, name))
    elif lines and "amount" in changed:
        record.spread(record.amount)


def _columns(record: Any) -> set[str]:
    return set(inspect(record).attrs.keys())


def _is_set(record: Any, name: str) -> bool:
    return bool(inspect(record).attrs[name].history.added)


def complete_lines(connection: Connection, now: datetime) -> None:
    """Give a line to every order and quote that was written in bulk without any, and a number to every order."""
    _number_orders(connection)
    for noun in (Order, Quote):
        header: Any = noun.__table__
        lines: Any = Line.__table__
        owner = lines.c[f"{noun.kind}_id"]
        none = ~select(lines.c.id).where(owner == header.c.id).exists()
        names = [name for name in ("product_id", *SHARED) if name in header.c]
        fixed = {"created_at": literal(now, lines.c.created_at.type), "custom": literal({}, lines.c.custom.type)}
        fixed |= {"place": literal(1), "taken": literal(0)}
        made = select(header.c.id, *(header.c[name] for name in names), *fixed.values()).where(none)
        connection.execute(insert(lines).from_select([owner.name, *names, *fixed], made))


def _number_orders(connection: Connection) -> None:
    orders: Any = Order.__table__
    without = select(orders.c.id).where(orders.c.number.is_(None)).order_by(orders.c.id)
    missing = connection.execute(without).scalars().all()
    if missing:
        first = (connection.execute(select(func.max(orders.c.number))).scalar() or 0) + 1
        numbered = [{"wanted": id, "given": first + place} for place, id in enumerate(missing)]
        given = update(orders).where(orders.c.id == bindparam("wanted")).values(number=bindparam("given"))
        connection.execute(given, numbered)

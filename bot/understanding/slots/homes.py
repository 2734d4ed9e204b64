"""Homes: contacts and the customers they are at tell each other apart where both are named."""

from typing import Any


def narrowed(slots: dict[str, Any]) -> dict[str, Any]:
    """The slots with contacts told apart by the customer named, and customers by the contact named."""
    customers, contacts = _each(slots.get("customer")), _each(slots.get("contact"))
    ids = {customer["id"] for customer in customers}
    there = [contact for contact in contacts if contact.get("within") in ids]
    if not there:
        return slots
    within = {contact["within"] for contact in there}
    homes = [customer for customer in customers if customer["id"] in within]
    told = {"contact": _one_of(slots["contact"], there), "customer": _one_of(slots["customer"], homes)}
    return {name: told.get(name, value) for name, value in slots.items()}


def _each(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, dict):
        return []
    return list(value.get("several", [value]))


def _one_of(value: dict[str, Any], fitting: list[dict[str, Any]]) -> dict[str, Any]:
    return fitting[0] if len(fitting) == 1 else {"several": fitting, "spoken": value.get("spoken", "")}

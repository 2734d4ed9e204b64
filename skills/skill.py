"""What a skill is: a typed function with a docstring. Everything else is read off it."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TypeVar, get_type_hints

import skills
from skills.reply import Reply
from skills.slots import Slot, slot_of

F = TypeVar("F", bound=Callable[..., Reply])


@dataclass(frozen=True)
class Skill:
    """Something the assistant can do. `summary` is the first line of the function's docstring.

    `slots` are what it can be told in words, `unsaid` what only a button tells.
    """

    name: str
    function: Callable[..., Reply]
    summary: str
    area: str
    slots: dict[str, Slot]
    unsaid: dict[str, Slot]
    required: tuple[str, ...]
    confirm: bool


def skill(*, confirm: bool = False) -> Callable[[F], F]:
    """Make a function a skill. With `confirm` it shows what it would change and asks first."""

    def mark(function: F) -> F:
        function.__dict__["skill_confirms"] = confirm
        return function

    return mark


@cache
def all_skills() -> dict[str, Skill]:
    """Every skill by its name, in the order of the files and of the functions in them."""
    found: dict[str, Skill] = {}
    for module in iter_modules(skills.__path__):
        for function in vars(import_module(f"skills.{module.name}")).values():
            if "skill_confirms" in getattr(function, "__dict__", {}):
                found[function.__name__] = _described(function)
    return found


def _described(function: Callable[..., Reply]) -> Skill:
    hints = get_type_hints(function, include_extras=True)
    parameters = list(inspect.signature(function).parameters.values())[1:]
    slots = {parameter.name: slot_of(hints[parameter.name]) for parameter in parameters}
    return Skill(
        name=function.__name__,
        function=function,
        summary=(inspect.getdoc(function) or "").partition("\n")[0],
        area=function.__module__.rpartition(".")[2],
        slots={name: slot for name, slot in slots.items() if not slot.unsaid},
        unsaid={name: slot for name, slot in slots.items() if slot.unsaid},
        required=tuple(p.name for p in parameters if p.default is inspect.Parameter.empty),
        confirm=function.__dict__["skill_confirms"],
    )

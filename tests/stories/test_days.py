"""Stories of days: what waits on the App Home, and what comes by itself in the morning."""

from tests.stories.visitor import Visitor


def test_what_is_due_is_done_on_the_app_home(visitor: Visitor) -> None:
    visitor.becomes("Jamal Whitmore")
    visitor.says("remind me in ten minutes to ring the lift company").tells("ring the lift company")
    visitor.turns_the_clock("In an hour")
    visitor.hears("Reminder").tells("ring the lift company")
    home = visitor.looks_home()
    home.tells("Jamal", "ing the lift company")
    visitor.keeps("5-home")
    home.presses("Done")
    home.tells("Done: ring the lift company.")
    home.conceals("Reminders")
    visitor.keeps("5-done-in-place")


def test_the_morning_brings_a_digest(visitor: Visitor) -> None:
    visitor.becomes("Chloe Bannister")
    visitor.turns_the_clock("Tomorrow morning")
    visitor.hears("Good morning, Chloe.").tells("Deals to move", "Who to call")
    visitor.keeps("8-digest")

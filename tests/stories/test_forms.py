"""Stories of forms: what is easier to fill in than to say."""

from tests.stories.visitor import Visitor


def test_a_form_says_at_the_field_what_is_wrong_and_is_mended(visitor: Visitor) -> None:
    form = visitor.begins("Log an interaction", "Log an interaction")
    form.fills("What happened", "Wants four more lockers at the north gate")
    form.presses("Log it")
    form.complains("Customer", "Say which customer it was with, or who.")
    visitor.keeps("3-error-at-the-field")
    form.picks("Customer", "Wrenfield University")
    visitor.keeps("3-mended")
    form.presses("Log it")
    form.is_gone()
    visitor.hears("Logged").tells("Wrenfield University")
    visitor.keeps("3-logged")
    visitor.says("show the history of Wrenfield University").tells("Wants four more lockers at the north gate")


def test_a_message_becomes_a_case(visitor: Visitor) -> None:
    visitor.becomes("Chloe Bannister")
    visitor.goes_to("sales")
    form = visitor.chooses("Open a case from this", "wants the price of seven P48", "Open a case")
    form.tells("Customer", "What is the problem")
    visitor.keeps("4-prefilled")
    form.presses("Open it")
    form.is_gone()
    visitor.goes_to("Rapport")
    visitor.hears("Opened case").tells("Pennant & Rowe", "wants the price of seven P48")
    visitor.keeps("4-opened")
    visitor.says("show the open cases of Pennant & Rowe").tells("open cases", "wants the price of seven P48")
    visitor.keeps("4-cases")

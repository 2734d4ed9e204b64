"""Files that people share in Slack are fetched with our token, and brought in when asked."""

from bot.workspace import Person
from tests.slack.conftest import House

CUSTOMERS = b"name,city\nNewfield Mills,Leeds\n"


def test_a_shared_file_is_brought_in_after_a_yes(house: House, priya: Person) -> None:
    house.open()
    asked = house.hear(priya.shares("customers.csv", CUSTOMERS, "import this file"))
    assert "Bring in customers.csv: 1 new customer?" in asked.shown
    told = house.hear(priya.says("yes"))
    assert "Imported customers.csv: 1 new customer" in told.shown
    with house.store.read(house.now()) as crm:
        assert [each.city for each in crm.customers.named("Newfield Mills")] == ["Leeds"]


def test_a_file_without_words_is_asked_about(house: House, priya: Person) -> None:
    house.open()
    asked = house.hear(priya.shares("customers.csv", CUSTOMERS))
    assert "Bring in customers.csv: 1 new customer?" in asked.shown


def test_a_file_that_is_not_read_is_said_to_be_left(house: House, priya: Person) -> None:
    house.open()
    told = house.hear(priya.shares("holiday.png", b"\x89PNG"))
    assert "I read CSV, Excel, vCard and iCalendar files, so I did not keep holiday.png." in told.shown

"""Teams: who works where and when, what lies on whose desk, and a whole portfolio handed over."""

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from skills.absences import set_absence
from skills.cases import open_case
from skills.conversation import undo
from skills.portfolio import hand_over
from skills.records import update_record
from skills.reminders import remind_me
from skills.slots import Period, When
from skills.teams import set_team, show_team
from skills.turn import Refused, Turn, Unclear, Unconfirmed
from storage.deals import Deal
from storage.leads import Lead
from storage.people import Person
from storage.store import Store
from storage.workload import lightest
from tests.skills.house import NOW, House, colleagues


def person(turn: Turn, name: str) -> Person:
    return turn.crm.people.where(Person.name_fold.startswith(name.casefold()))[0]


def teams(house: House) -> None:
    with house.turn("tom@rapport.test") as turn:
        for name, team in (("Priya", "sales"), ("Tom", "sales"), ("Sam", "support"), ("Ines", "support")):
            set_team(turn, person(turn, name), team)


def test_somebody_is_put_in_a_team_and_it_is_undone_by_one_undo(house: House) -> None:
    teams(house)
    with house.turn("tom@rapport.test") as turn:
        said = set_team(turn, person(turn, "Priya"), "the suport team", "agent")
        assert said.text == "Noted: Priya Nair is in the team support, is an agent."
    with house.turn("tom@rapport.test") as turn:
        undo(turn)
        assert (person(turn, "Priya").team, person(turn, "Priya").role) == ("sales", "rep")


def test_roles_are_given_by_managers_only(house: House) -> None:
    with house.turn() as turn, pytest.raises(Refused, match="by a manager or an admin"):
        set_team(turn, role="admin")
    with house.turn() as turn, pytest.raises(Refused, match="by a manager or an admin"):
        update_record(turn, turn.speaker, "role", "admin")


@pytest.mark.parametrize(
    ("place", "zone"),
    [("Lisbon time", "Europe/Lisbon"), ("new york", "America/New_York"), ("Munich", "Europe/Berlin"),
     ("Europe/Oslo", "Europe/Oslo"), ("pst", "America/Los_Angeles"), ("sao paulo", "America/Sao_Paulo")],
)  # fmt: skip
def test_a_time_zone_is_told_by_a_city(house: House, place: str, zone: str) -> None:
    with house.turn() as turn:
        set_team(turn, time_zone=place)
        assert turn.speaker.time_zone == zone


def test_an_unknown_place_is_refused_with_what_to_say(house: House) -> None:
    with house.turn() as turn, pytest.raises(Refused, match="Name a large city"):
        set_team(turn, time_zone="Middle-earth")


def test_what_recurs_keeps_its_time_of_day_in_a_new_time_zone(house: House) -> None:
    with house.turn() as turn:
        remind_me(turn, "log calls", every="FREQ=DAILY")
        assert set_team(turn, time_zone="Lisbon").note == "1 recurring reminder keeps its time of day there."
        assert turn.crm.reminders.all()[0].due_at == datetime(2026, 11, 24, 9, tzinfo=ZoneInfo("Europe/Lisbon"))


@pytest.mark.parametrize(
    ("spoken", "days", "said"),
    [("Monday to Thursday", "MO,TU,WE,TH", "Monday to Thursday"), ("mon-wed", "MO,TU,WE", "Monday to Wednesday"),
     ("all days but Fridays", "MO,TU,WE,TH", "Monday to Thursday"), ("tue, thu & fri", "TU,TH,FR",
      "Tuesday, Thursday and Friday"), ("Sunday through Thursday", "MO,TU,WE,TH,SU", ""),
     ("weekdays", "MO,TU,WE,TH,FR", "Monday to Friday"), ("I don't work on wednesdays", "MO,TU,TH,FR", ""),
     ("not fridays", "MO,TU,WE,TH", "you work Monday to Thursday")],
)  # fmt: skip
def test_working_days_are_read_from_words(house: House, spoken: str, days: str, said: str) -> None:
    with house.turn() as turn:
        assert said in set_team(turn, working_days=spoken).text
        assert turn.speaker.working_days == days


def test_a_field_of_a_colleague_is_changed_like_any_other(house: House) -> None:
    with house.turn() as turn:
        update_record(turn, turn.speaker, "time zone", "Lisbon")
        said = update_record(turn, turn.speaker, "working days", "Monday to Thursday").text
        assert said == "Noted: the working days of Priya Nair is Monday to Thursday."
        assert turn.speaker.time_zone == "Europe/Lisbon"


def test_a_team_is_shown_with_what_lies_on_each_desk_and_who_is_away(house: House) -> None:
    teams(house)
    with house.turn() as turn:
        globe = turn.crm.customers.all()[0]
        turn.crm.deals.add(
            Deal(name="Ovens", customer=globe, stage="proposal", amount=Decimal(45000), owner=turn.speaker)
        )
        open_case(turn, "printer jams", globe, "urgent")
        set_absence(turn, person(turn, "Sam"), Period(date(2026, 11, 23), date(2026, 11, 27)))
        shown = show_team(turn, "support")
        assert shown.text == "In support: Ines Cruz, Sam Ode."
        assert "Ines Cruz | 0 | 1 (1 urgent) | 0 | – | " in shown.plain()
        assert "away until Fri 27 Nov" in shown.plain()
        assert "Priya Nair | 1, 45,000 | 0 | 0 | – | " in show_team(turn, "everyone").plain()
    with house.turn(text="who has room for another case in support?") as turn:
        assert show_team(turn, "support").text.startswith("Ines Cruz has the most room")
    with house.turn(text="who is away?") as turn:
        shown = show_team(turn)
        assert shown.text == "Away today: Sam Ode."
        assert "Sam Ode | Mon 23 Nov – Fri 27 Nov | nobody" in shown.plain()
        later = Period(date(2026, 12, 1), date(2026, 12, 7))
        assert show_team(turn, period=later).text == "Nobody is away then."
    with house.turn(text="when is Sam back?") as turn:
        assert show_team(turn, person=person(turn, "Sam")).text == "Sam Ode is away until Fri 27 Nov."
    with house.turn(text="who has room for another case?") as turn:
        assert show_team(turn).text.startswith("Ines Cruz has the most room")
    with house.turn() as turn, pytest.raises(Refused, match="There are: sales, support"):
        show_team(turn, "catering")


def test_a_portfolio_goes_over_whole_after_a_yes_and_comes_back_by_one_undo(house: House) -> None:
    with house.turn() as turn:
        globe, priya = turn.crm.customers.all()[0], turn.speaker
        turn.crm.deals.add(Deal(name="Ovens", customer=globe, stage="proposal", owner=priya))
        turn.crm.deals.add(Deal(name="Old", customer=globe, stage="won", owner=priya))
        turn.crm.leads.add(Lead(name="Ian Holm", owner=priya))
        remind_me(turn, "call Globe", When(date(2026, 11, 24), time(9)))
    with house.turn("tom@rapport.test") as turn, pytest.raises(Unconfirmed) as asked:
        hand_over(turn, turn.speaker, person(turn, "Priya"))
    assert str(asked.value) == ("Hand everything that Priya Nair looks after over to you? Not moved: 1 closed deal.")
    assert ("1 customer", "Globe Freight") in asked.value.facts
    with house.turn("tom@rapport.test", confirmed=True) as turn:
        said = hand_over(turn, turn.speaker, person(turn, "Priya"))
        assert said.text.startswith(
            "You now look after what was Priya Nair's: 1 customer, 1 lead, 1 deal and 1 reminder."
        )
        owners = {each.name: each.owner for each in turn.crm.deals.all()}
        assert owners == {"Ovens": turn.speaker, "Old": person(turn, "Priya")}
    with house.turn("tom@rapport.test") as turn:
        undo(turn)
        assert {each.owner for each in turn.crm.deals.all()} == {person(turn, "Priya")}
        assert {each.person for each in turn.crm.reminders.all()} == {person(turn, "Priya")}


def test_a_portfolio_is_only_lent_while_somebody_is_away(house: House) -> None:
    words = "Sam takes over my book while I am away"
    with house.turn(text=words) as turn, pytest.raises(Unclear, match="Until when are you away"):
        hand_over(turn, person(turn, "Sam"))
    with house.turn(text=words, confirmed=True) as turn:
        said = hand_over(turn, person(turn, "Sam"), until=When(date(2026, 11, 27)))
        assert "Sam Ode gets the reminders" in said.text
        assert turn.crm.customers.all()[0].owner == turn.speaker
        assert turn.crm.absences.stand_in(turn.speaker) == person(turn, "Sam")


def test_loads_are_counted_alike_on_both_databases(store: Store) -> None:
    with store.begin(None, NOW, "setup") as crm:
        colleagues(crm)
        priya, tom, *_ = crm.people.all()
        crm.deals.add(Deal(name="Ovens", stage="proposal", amount=Decimal("12.50"), owner=priya))
        crm.leads.add(Lead(name="Ian Holm", owner=tom))
        first, *_, last = lightest(crm, [priya, tom])
        assert (first.person, first.leads, first.worth) == (tom, 1, Decimal(0))
        assert (last.deals, last.worth) == (1, Decimal("12.50"))

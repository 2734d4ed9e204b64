"""Names are found however people write them, and ordinary words are not taken for names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding.names.gazetteer import Mention, Name, Names
from bot.understanding.names.narrowing import MOST, TOLD_APART

RECORDS = [
    Name("customer", 1, "Kestrel Freight Systems"),
    Name("customer", 2, "Blue Harbor Logistics Ltd"),
    Name("customer", 3, "Target Fitness"),
    Name("customer", 4, "Order & Chaos"),
    Name("customer", 5, "Good Bakery"),
    Name("customer", 6, "Monday Motors"),
    Name("customer", 7, "Open Sky"),
    Name("customer", 8, "Hope"),
    Name("customer", 9, "Bluebird GmbH"),
    Name("customer", 10, "Novarra Foods Inc."),
    Name("customer", 11, "Case Logic"),
    Name("customer", 12, "The Quillon Company"),
    Name("customer", 13, "Tessaly AG"),
    Name("customer", 14, "Tessaly GmbH"),
    Name("customer", 15, "Wendelin's"),
    Name("customer", 16, "Shell Cove Marina"),
    Name("contact", 1, "Dana Whitaker", 1),
    Name("contact", 2, "Dana Kovács", 2),
    Name("contact", 3, "Will Turner", 1),
    Name("contact", 4, "Mark Stone", 3),
    Name("contact", 5, "April May", 4),
    Name("contact", 6, "Vera O'Connor", 2),
    Name("contact", 7, "Summer Jones", 9),
    Name("contact", 8, "Bill Price", 9),
    Name("contact", 9, "Søren Łuczak", 10),
    Name("contact", 10, "Ljudmila Petrova", 10),
    Name("contact", 11, "Anna-Maria van der Berg", 12),
    Name("contact", 12, "Dr. Ines Weiß", 12),
    Name("contact", 13, "Joy M. Abernathy", 12),
    Name("product", 1, "Gateway G5"),
    Name("campaign", 1, "Spring Newsletter"),
    Name("deal", 1, "Kestrel renewal", 1),
    Name("person", 1, "Tom Okafor"),
]


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(RECORDS)


def found(names: Names, text: str) -> list[tuple[str, str]]:
    """What is mentioned and the likeliest record for it."""
    return [(mention.text, mention.candidates[0].name) for mention in names.find(text)]


def only(names: Names, text: str) -> Mention:
    (mention,) = names.find(text)
    return mention


@pytest.mark.parametrize(
    ("text", "mentioned", "name"),
    [
        ("a call with Kestrel Freight Systems today", "Kestrel Freight Systems", "Kestrel Freight Systems"),
        ("a call with kestrel freight systems today", "kestrel freight systems", "Kestrel Freight Systems"),
        ("KESTREL FREIGHT SYSTEMS CALLED", "KESTREL FREIGHT SYSTEMS", "Kestrel Freight Systems"),
        ("kestrel signed", "kestrel", "Kestrel Freight Systems"),
        ("Kestrel's invoice", "Kestrel", "Kestrel Freight Systems"),
        ("Kestrel’s invoice", "Kestrel", "Kestrel Freight Systems"),
        ("Kestrels invoice", "Kestrels", "Kestrel Freight Systems"),
        ("Kestrel Freight Systems' invoice", "Kestrel Freight Systems", "Kestrel Freight Systems"),
        ("the Kestrel Freight people", "Kestrel Freight", "Kestrel Freight Systems"),
        ("KestrelFreight called", "KestrelFreight", "Kestrel Freight Systems"),
        ("Kestrel-Freight-Systems called", "Kestrel-Freight-Systems", "Kestrel Freight Systems"),
        ("open a case for Kestrel, they are cross", "Kestrel", "Kestrel Freight Systems"),
        ("Kestral Frieght Systms called", "Kestral Frieght Systms", "Kestrel Freight Systems"),
        ("ketsrel called", "ketsrel", "Kestrel Freight Systems"),
        ("vera at blue harbor", "blue harbor", "Blue Harbor Logistics Ltd"),
        ("Blue Harbor Logistics", "Blue Harbor Logistics", "Blue Harbor Logistics Ltd"),
        ("Blue Harbor Logistics Limited", "Blue Harbor Logistics Limited", "Blue Harbor Logistics Ltd"),
        ("Blue bird wants a quote", "Blue bird", "Bluebird GmbH"),
        ("bluebird wants a quote", "bluebird", "Bluebird GmbH"),
        ("novara foods gmbh called", "novara foods gmbh", "Novarra Foods Inc."),
        ("Novarra Foods, Inc. called", "Novarra Foods, Inc", "Novarra Foods Inc."),
        ("novarra called", "novarra", "Novarra Foods Inc."),
        ("Order and Chaos", "Order and Chaos", "Order & Chaos"),
        ("order + chaos", "order + chaos", "Order & Chaos"),
        ("Order&Chaos", "Order&Chaos", "Order & Chaos"),
        ("quillon wrote", "quillon", "The Quillon Company"),
        ("The Quillon Company wrote", "The Quillon Company", "The Quillon Company"),
        ("Wendelin's wrote", "Wendelin's", "Wendelin's"),
        ("wendelins wrote", "wendelins", "Wendelin's"),
        ("good bakery wrote", "good bakery", "Good Bakery"),
        ("wrote to open sky", "open sky", "Open Sky"),
        ("case logic wrote", "case logic", "Case Logic"),
        ("the g5 is broken", "g5", "Gateway G5"),
        ("the gateway g5", "gateway g5", "Gateway G5"),
        ("the spring campaign", "spring", "Spring Newsletter"),
        ("the kestrel renewal", "kestrel renewal", "Kestrel renewal"),
    ],
)
def test_things_are_found_as_people_write_them(names: Names, text: str, mentioned: str, name: str) -> None:
    assert (mentioned, name) in found(names, text)


@pytest.mark.parametrize(
    ("text", "mentioned", "name"),
    [
        ("spoke to Dana Whitaker", "Dana Whitaker", "Dana Whitaker"),
        ("spoke to danawhitaker", "danawhitaker", "Dana Whitaker"),
        ("spoke to dana whittaker", "dana whittaker", "Dana Whitaker"),
        ("whitaker wants a quote", "whitaker", "Dana Whitaker"),
        ("D. Whitaker wants a quote", "D. Whitaker", "Dana Whitaker"),
        ("D Whitaker's quote", "D Whitaker", "Dana Whitaker"),
        ("A. Berg's quote", "A. Berg", "Anna-Maria van der Berg"),
        ("ask Dana K. about it", "Dana K", "Dana Kovács"),
        ("Dana Kovacs", "Dana Kovacs", "Dana Kovács"),
        ("Dana Kova\u0301cs said", "Dana Kova\u0301cs", "Dana Kovács"),
        ("vera oconnor", "vera oconnor", "Vera O'Connor"),
        ("Vera O’Connor", "Vera O’Connor", "Vera O'Connor"),
        ("vera o connor", "vera o connor", "Vera O'Connor"),
        ("o'connor's reply", "o'connor", "Vera O'Connor"),
        ("soren luczak", "soren luczak", "Søren Łuczak"),
        ("SØREN ŁUCZAK IS LATE", "SØREN ŁUCZAK", "Søren Łuczak"),
        ("Petrvoa called", "Petrvoa", "Ljudmila Petrova"),
        ("anna maria", "anna maria", "Anna-Maria van der Berg"),
        ("Mrs van der Berg", "van der Berg", "Anna-Maria van der Berg"),
        ("ines weiss", "ines weiss", "Dr. Ines Weiß"),
        ("Joy Abernathy", "Joy Abernathy", "Joy M. Abernathy"),
        ("will turner is out", "will turner", "Will Turner"),
        ("mark stone is out", "mark stone", "Mark Stone"),
        ("bill price is out", "bill price", "Bill Price"),
        ("hand it over to tom", "tom", "Tom Okafor"),
    ],
)
def test_people_are_found_as_people_write_them(names: Names, text: str, mentioned: str, name: str) -> None:
    assert found(names, text) == [(mentioned, name)]


@pytest.mark.parametrize(
    "text",
    [
        "order five units, then open a case and mark it done in april",
        "the target is good, the price may rise on monday",
        "Will it be done by summer?",
        "Mark it as done. Open the next one.",
        "bill them for the good order",
        "ORDER FIVE AND MARK THE TARGET",
        "Mark Every Open Order As Done",
        "she'll be there, we'll see",
        "write to vera@kestrel.com or see https://kestrel.com/kestrel and www.kestrel.io",
        "kestrel.com is down, so is kestrel_old",
        "the kestrelized petrovarian whitakerly",
        "so far nothing in the logs of freight and logistics",
        "dan veer tessa",
        "",
        "   \n ",
        "!!! ... ??? 3.5 & + –",
    ],
)
def test_nothing_is_found_where_nothing_is_named(names: Names, text: str) -> None:
    assert names.find(text) == []


@pytest.mark.parametrize(
    ("text", "mentioned", "name"),
    [
        ("spoke to Will today", "Will", "Will Turner"),
        ("will from kestrel called", "will", "Will Turner"),
        ("a call with mark went well", "mark", "Mark Stone"),
        ("talked to bill about it", "bill", "Bill Price"),
        ("Mark called, he is happy", "Mark", "Mark Stone"),
        ("Mr Price called", "Price", "Bill Price"),
        ("Dana from Target", "Target", "Target Fitness"),
        ("dana at target", "target", "Target Fitness"),
        ("Target's contract", "Target", "Target Fitness"),
        ("the target account", "target", "Target Fitness"),
        ("met April at the fair", "April", "April May"),
        ("what does Monday owe us", "Monday", "Monday Motors"),
    ],
)
def test_an_ordinary_word_is_a_name_where_something_shows_it(
    names: Names, text: str, mentioned: str, name: str
) -> None:
    mention = next(mention for mention in names.find(text) if mention.text == mentioned)
    assert mention.candidates[0].name == name
    assert mention.candidates[0].ordinary
    assert mention.candidates[0].score < 0.75


def test_a_whole_name_that_is_a_word_is_always_a_mention_but_sure_only_with_a_capital(names: Names) -> None:
    assert only(names, "I hope so").candidates[0].score < 0.5
    assert only(names, "a quote for Hope").candidates[0].score == 1.0
    assert only(names, "I hope so").candidates[0].ordinary


@pytest.mark.parametrize(
    ("text", "score", "how"),
    [
        ("Kestrel Freight Systems", 1.0, "exact"),
        ("kestrel freight systems", 0.98, "folded"),
        ("Kestrel Freight Systems Ltd", 0.95, "folded"),
        ("Blue Harbor Logistics", 0.95, "folded"),
        ("Blue Harbor Logistics GmbH", 0.9, "folded"),
        ("whitaker", 0.8, "partial"),
        ("vera", 0.75, "partial"),
    ],
)
def test_the_score_says_how_much_of_the_name_was_said(names: Names, text: str, score: float, how: str) -> None:
    best = only(names, text).candidates[0]
    assert (best.score, best.how) == (score, how)


def test_more_of_a_name_scores_more_and_a_slip_costs(names: Names) -> None:
    scores = [
        only(names, text).candidates[0].score
        for text in ("kestral", "kestrel", "kestrel freight", "kestrel freight systems")
    ]
    assert scores == sorted(scores)
    assert 0.8 <= scores[1] < scores[2] <= 0.9
    assert only(names, "kestral").candidates[0].how == "misspelt"


def test_all_who_share_a_name_are_candidates(names: Names) -> None:
    assert {each.name for each in only(names, "dana called").candidates} == {"Dana Whitaker", "Dana Kovács"}
    assert {each.name for each in only(names, "tessaly called").candidates} == {"Tessaly AG", "Tessaly GmbH"}


def test_a_legal_form_tells_two_companies_apart(names: Names) -> None:
    assert only(names, "a quote for Tessaly AG").candidates[0].name == "Tessaly AG"
    assert only(names, "a quote for tessaly gmbh").candidates[0].name == "Tessaly GmbH"


def test_candidates_say_whose_they_are_and_come_likeliest_first(names: Names) -> None:
    candidates = only(names, "kestrel called").candidates
    assert [(each.kind, each.id, each.within) for each in candidates] == [("customer", 1, None), ("deal", 1, 1)]
    assert only(names, "dana whitaker").candidates[0].within == 1


def test_several_names_in_a_sentence_are_kept_apart(names: Names) -> None:
    assert found(names, "Vera at Blue Harbor and Søren from novarra met Whitaker") == [
        ("Vera", "Vera O'Connor"),
        ("Blue Harbor", "Blue Harbor Logistics Ltd"),
        ("Søren", "Søren Łuczak"),
        ("novarra", "Novarra Foods Inc."),
        ("Whitaker", "Dana Whitaker"),
    ]


def test_a_name_beside_an_unknown_one_is_less_sure(names: Names) -> None:
    assert only(names, "add Vera Lindqvist").candidates[0].score < only(names, "ask Vera").candidates[0].score


def test_places_are_those_of_the_text_as_it_was_written(names: Names) -> None:
    text = "Straße ﬁx — Dana Kova\u0301cs’s ½ order for NOVÁRRA"
    assert [text[mention.start : mention.end] for mention in names.find(text)] == ["Dana Kova\u0301cs", "NOVÁRRA"]


def test_names_come_go_and_change() -> None:
    names = Names()
    names.add(Name("customer", 1, "Zephyrine Mills"))
    names.add(Name("customer", 2, "Zephyrine Optics"))
    assert len(only(names, "zephyrine called").candidates) == 2
    names.add(Name("customer", 2, "Ostrava Optics"))
    assert found(names, "zephyrine and ostrava") == [
        ("zephyrine", "Zephyrine Mills"),
        ("ostrava", "Ostrava Optics"),
    ]
    names.remove("customer", 1)
    names.remove("customer", 1)
    names.remove("contact", 2)
    assert found(names, "zephyrine, zephyrinne and ostrava") == [("ostrava", "Ostrava Optics")]


@pytest.mark.parametrize(
    ("answer", "name"),
    [
        ("the Logistics one", "Blue Harbor Logistics Ltd"),
        ("Petrova", "Ljudmila Petrova"),
        ("petrva", "Ljudmila Petrova"),
        ("Whitaker, Dana", "Dana Whitaker"),
        ("dana k", "Dana Kovács"),
        ("order", "Order & Chaos"),
        ("monday", "Monday Motors"),
        ("Kestrel's", "Kestrel Freight Systems"),
        ("the freight company please", "Kestrel Freight Systems"),
        ("Tessaly GmbH", "Tessaly GmbH"),
    ],
)
def test_a_name_said_by_itself_is_looked_up(names: Names, answer: str, name: str) -> None:
    assert names.look_up(answer)[0].name == name


def test_a_look_up_keeps_to_kinds_and_limit(names: Names) -> None:
    assert [each.kind for each in names.look_up("kestrel", kinds=["deal"])] == ["deal"]
    assert len(names.look_up("dana", limit=1)) == 1
    assert names.look_up("nobody of that name") == []
    assert names.look_up("") == []


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.one_of(st.text(max_size=20), st.sampled_from([name.text for name in RECORDS])), max_size=40).map(
        " ".join
    )
)
def test_mentions_lie_in_the_text_in_order_and_apart(names: Names, text: str) -> None:
    previous = 0
    for mention in names.find(text):
        assert previous <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert mention.candidates
        assert all(0 < each.score <= 1 for each in mention.candidates)
        previous = mention.end


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=30), max_size=10))
def test_any_name_can_be_kept_found_and_forgotten(texts: list[str]) -> None:
    names = Names(Name("customer", id, text) for id, text in enumerate(texts))
    for id, text in enumerate(texts):
        names.find(text)
        names.look_up(text)
        names.remove("customer", id)
    assert all(names.find(text) == [] for text in texts)


def test_a_long_message_is_read_to_its_end(names: Names) -> None:
    text = "x-y_z.@" * 300 + " brochure quarterly " * 90 + "ask Petrova"
    assert found(names, text) == [("Petrova", "Ljudmila Petrova")]


def test_of_a_thousand_alike_those_beside_whom_they_belong_to_are_meant() -> None:
    customers = [Name("customer", id, f"{'Blue' if id % 2 else 'Quillon'} Works {id}") for id in range(1_000)]
    contacts = [Name("contact", id, f"Dana {'Whitaker' if id % 2 else 'Kovács'}", id) for id in range(1_000)]
    names = Names([*customers, *contacts, Name("contact", 2_000, "Ljudmila Petrova", 7)])
    dana, _ = names.find("Dana from Quillon Works 998 called")
    assert [(each.id, each.within) for each in dana.candidates] == [(998, 998)]
    _, blue = names.find("Petrova from Blue called")
    assert [each.id for each in blue.candidates] == [7]
    assert 8 <= len(only(names, "Dana called").candidates) <= 200


def test_names_that_too_many_bear_do_not_keep_rarer_ones_from_being_told_apart() -> None:
    customers = [Name("customer", 1, "Kestrel Freight"), Name("customer", 2, "Harbour Hope")]
    many = [Name("contact", 10 + number, "James Whitfield", within=2) for number in range(TOLD_APART)]
    danas = [Name("contact", 10 + len(many) + number, "Dana Lopez", within=2) for number in range(100)]
    crowded = Names([*customers, *many, *danas, Name("contact", 9, "Dana Moss", within=1)])
    said = {mention.text: mention.candidates for mention in crowded.find("Dana and James met Kestrel Freight")}
    assert [candidate.id for candidate in said["Dana"]] == [9]
    assert len(said["James"]) == MOST


def test_a_name_among_hundreds_of_unknown_words_is_found(names: Names) -> None:
    text = " ".join(f"ketsre{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(200)) + " and Kestrel"
    assert found(names, text)[-1] == ("Kestrel", "Kestrel Freight Systems")

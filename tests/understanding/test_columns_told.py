"""What sentences about the columns of a shared file tell, without any training."""

import pytest

from bot.understanding.slots.files import mapping_told


@pytest.mark.parametrize(
    ("text", "column", "field"),
    [
        ("column Acct is the customer", "Acct", "customer"),
        ("the Town column is the city not the country", "Town", "city"),
        ("PLZ is the postcode", "PLZ", "postcode"),
        ("In the sheet I sent, Umsatz is revenue.", "Umsatz", "revenue"),
        ("Acct Mgr should go to owner", "Acct Mgr", "owner"),
        ("can you use Kd.Nr. as the customer number?", "Kd.Nr.", "customer number"),
        ('Would you read "Geb.-Dat." as the birthday?', "Geb.-Dat.", "birthday"),
        ("for the phone use the column GSM", "GSM", "phone"),
        ("the email is in column Mail2", "Mail2", "email"),
        ("the owner's in the Rep column", "Rep", "owner"),
        ("take the city from column Ort", "Ort", "city"),
        ("what you call city is called Town in my file", "Town", "city"),
        ("city → Ort", "Ort", "city"),
        ("the column named Rep is who owns it", "Rep", "owner"),
        ("the Date column is when the deal closes", "Date", "close date"),
        ("Sorry, the headers are French. Société is the customer.", "Société", "customer"),
        ("treat Wert as amount and not as price", "Wert", "amount"),
    ],
)
def test_column_and_field_are_told_apart(text: str, column: str, field: str) -> None:
    assert mapping_told(text) == {"column": column, "field": field}


@pytest.mark.parametrize("text", ["that's wrong", "you read Strasse wrong, that's the address", "what is this"])
def test_what_is_no_plain_form_is_left_to_the_tagger(text: str) -> None:
    assert mapping_told(text) == {}

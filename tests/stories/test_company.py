"""Stories of who is there: somebody without rights, and a house that was shut for a moment."""

from tests.stories.visitor import Visitor


def test_a_guest_is_told_nothing_and_others_alone_where_a_guest_listens(visitor: Visitor) -> None:
    visitor.becomes("Tom Albrecht")
    refused = visitor.says("What do we know about Harrowgate Estates?")
    refused.tells("I do not know you as a full member of this workspace")
    refused.conceals("Leeds", "Fiona")
    visitor.keeps("9-guest")
    visitor.goes_to("support")
    visitor.whispered("@Rapport what do we know about Harrowgate Estates?").conceals("Leeds", "Fiona")
    visitor.becomes("Chloe Bannister")
    visitor.goes_to("support")
    visitor.whispered("@Rapport what do we know about Harrowgate Estates?").tells("Leeds")
    visitor.keeps("9-told-alone")
    visitor.becomes("Tom Albrecht")
    visitor.goes_to("support")
    visitor.shows_nowhere("Leeds")
    visitor.keeps("9-guest-in-the-channel")


def test_what_was_said_is_there_after_a_restart(visitor: Visitor) -> None:
    visitor.says("add Quillmark Studios as a customer").tells("Quillmark Studios")
    port = visitor.house.shut()
    visitor.is_cut_off()
    visitor.keeps("10-cut-off")
    visitor.house.open(port)
    visitor.is_back()
    visitor.hears("Quillmark Studios")
    visitor.says("show Quillmark Studios").tells("Quillmark Studios")
    visitor.keeps("10-back")

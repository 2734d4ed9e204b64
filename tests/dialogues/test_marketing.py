"""Marketing and goals by chat, at the demo company."""

from tests.dialogues.talking import Talk


def test_a_segment_is_defined_asked_for_and_reached_by_a_campaign(talk: Talk) -> None:
    talk.says("define a segment called Spanish Friends with customers in Spain", r"Spanish Friends has \d+ customers",
              r"customers in Spain", changes=["created segment"])  # fmt: skip
    talk.says("how many customers are in Spanish Friends?", r"Customers.*: \d+")
    talk.says("start an email campaign called Sol y Sombra for Spanish Friends with a budget of 3k",
              r"Started the campaign Sol y Sombra for Spanish Friends: \d+ customers, \d+ contacts", r"3,000",
              changes=["created campaign"])  # fmt: skip
    talk.says("undo", r"Sol y Sombra is deleted again", changes=["deleted campaign"])
    talk.says("undo", r"Spanish Friends is deleted again", changes=["deleted segment"])


def test_who_belongs_to_a_segment_is_asked_for(talk: Talk) -> None:
    talk.says("create a new segment named Castles", r"Which customers belong to Castles", changes=[])
    talk.says("customers in Scotland or Spain", r"Castles has", changes=["created segment"])


def test_an_unsubscribe_is_honoured(talk: Talk) -> None:
    talk.says("Fiona McBride unsubscribed from Cold Doors Spring Mailing", r"gets no advertising",
              changes=["created response"])  # fmt: skip
    talk.says("draft an email to Fiona McBride offering a discount", r"unsubscribed from Cold Doors", changes=[])
    talk.says("draft an email to Fiona McBride apologising for the delay", r"Hello Fiona", r"rests on", changes=[])


def test_a_message_goes_as_they_like_it_and_not_by_chat(talk: Talk) -> None:
    talk.says("draft a message to Adaeze Umeh about the renewal", "Email to adaeze.umeh@", changes=[])
    talk.says("draft a whatsapp message to Adaeze Umeh about the renewal", "Chat", lacks="Email to")


def test_goals_are_set_changed_and_shown(talk: Talk) -> None:
    talk.says("set a goal of 35 orders in February", r"35 orders, 1 Feb 2027 to 28 Feb 2027", changes=["created goal"])
    talk.says("set my goal to 90k this quarter", r"Goal of Lena Hartwig: amount of won deals 90,000",
              changes=["created goal"])  # fmt: skip
    talk.says("change my target to 95k this quarter", r"It was 90,000 before", changes=["updated goal"])
    talk.says("how are we doing on our goals?", r"orders", r"95,000", changes=[])
    talk.says("undo", r"target is 90,000 again", changes=["updated goal"])


def test_a_goal_of_somebody_unknown_is_not_that_of_the_team(talk: Talk) -> None:
    talk.says("Zebulon's target for next month is 30k", r"no colleague called .Zebulon", changes=[])


def test_the_time_of_a_goal_is_asked_for(talk: Talk) -> None:
    talk.says("set a goal of 30 won deals for the team", r"For which time", changes=[])
    talk.says("next quarter", r"30 won deals, 1 Jan 2027 to 31 Mar 2027", changes=["created goal"])


def test_a_campaign_is_shown_with_what_came_of_it_and_a_segment_with_its_size(talk: Talk) -> None:
    talk.says("make a group Rioja with customers in Spain who ordered in the last 3 years", r"Rioja has \d+ customers",
              r"in the last \d+ days", changes=["created segment"])  # fmt: skip
    talk.says("show segment Rioja", r"customers today: \d+", changes=[])
    talk.says("how many contacts are in Rioja?", r"contacts in segment Rioja: \d+", changes=[])
    talk.says("Fiona McBride clicked on Cold Doors Spring Mailing", r"clicked", changes=["created response"])
    talk.says("show campaign Cold Doors Spring Mailing", r"responses: 1 clicked", changes=[])


def test_an_answer_to_a_question_is_no_longer_sentence_that_points_at_something(talk: Talk) -> None:
    talk.says("Fiona McBride opened it", r"Which campaign", changes=[])
    talk.says("we want an NPS of 60 in 2027, set that as a goal", r"NPS 60", changes=["created goal"])


def test_a_goal_taken_back_is_told_in_words(talk: Talk) -> None:
    talk.says("set my goal to 90k this quarter", changes=["created goal"])
    talk.says("undo", r"goal of 90,000 \(amount of deal\) is deleted again", changes=["deleted goal"])

"""Stories of talking: something is written down, asked for, put together, and taken back."""

from tests.stories.visitor import Visitor


def test_a_call_is_logged_by_saying_so(visitor: Visitor) -> None:
    said = "Had a call with Will Carver at Harrowgate Estates, happy with the lockers, wants a quote by Friday"
    logged = visitor.says(said)
    logged.tells("Logged the call with Will Carver at Harrowgate Estates", "Shall I remind you")
    visitor.keeps("1-logged-by-sentence")
    visitor.answered("Yes", logged).tells("wants a quote")
    history = visitor.says("show the history of Harrowgate Estates")
    history.tells("happy with the lockers, wants a quote by Friday", "Chloe Bannister")
    visitor.keeps("1-history")


def test_a_name_that_two_people_have_is_chosen_by_button(visitor: Visitor) -> None:
    asked = visitor.says("Had a call with Martin, he likes the new lockers")
    asked.tells("Which contact do you mean by “Martin”?", "Martin Vogel at Brinkmann Logistik GmbH")
    visitor.keeps("2-which-one")
    logged = visitor.answered("Martin Havlíček at Kolářova Dílna", asked)
    logged.tells("Logged the call with Martin Havlíček at Kolářova Dílna")
    visitor.keeps("2-chosen")
    visitor.says("show the history of Kolářova Dílna").tells("likes the new lockers")


def test_a_merge_is_confirmed_and_undone(visitor: Visitor) -> None:
    asked = visitor.says("merge Oakhurst Property Grp. into Oakhurst Property Group")
    asked.tells("Merge Oakhurst Property Grp. into Oakhurst Property Group?", "+44 20 7946 0105")
    visitor.keeps("6-merge-asked")
    visitor.answered("Yes", asked).tells("Oakhurst Property Group")
    visitor.says("show Oakhurst Property Grp.").tells("Oakhurst Property Group")
    visitor.keeps("6-merged")
    visitor.says("how many customers are called Oakhurst?").tells("name: 1.")
    undoing = visitor.says("undo the merge")
    undoing.tells("Shall Oakhurst Property Grp. stand by itself again")
    visitor.answered("Yes", undoing).tells("Oakhurst Property Grp.")
    visitor.keeps("6-undone")
    visitor.says("how many customers are called Oakhurst?").tells("name: 2.")


def test_a_report_is_drawn(visitor: Visitor) -> None:
    report = visitor.says("revenue by month of the last twelve months")
    report.tells("Sum of amount of won deals", "Read as")
    report.draws("Sum of amount by month")
    visitor.keeps("7-report-with-chart")

"""Cleaning up by chat: duplicates found, merged, told apart and parted again; what is wrong found and mended."""

from tests.dialogues.talking import Talk


def test_duplicates_are_found_merged_by_number_and_undone(talk: Talk) -> None:
    heard = talk.says("any duplicate customers?", r"1\. Oakhurst Property Gr", r"\d\d%", "merge 1", changes=[])
    talk.presses(heard, "Merge 1")
    talk.says("yes", "Merged Oakhurst Property Gr", changes=["merged customer"])
    talk.says("undo", "Restored the customer Oakhurst", changes=["restored customer"])
    talk.says("merge 1", "Merge Oakhurst", changes=[])
    talk.says("no", changes=[])
    talk.says("1 is not the same", "are not the same", changes=["created distinction"])
    talk.says("find duplicate customers", lacks="Oakhurst")


def test_what_was_merged_is_parted_days_later(talk: Talk) -> None:
    talk.says("merge Oakhurst Property Grp. into Oakhurst Property Group", "Merge", changes=[])
    talk.says("yes", changes=["merged customer"])
    talk.later(days=5)
    talk.says("open a case for Oakhurst Property Group: the app logs them out", changes=["created case"])
    talk.says("unmerge Oakhurst Property Group", r"stand by itself again", changes=[])
    talk.says("yes", "stands by itself again", "added since: 1 case", changes=["unmerged customer"])
    talk.says("undo", changes=["deleted customer"])


def test_the_data_is_checked_and_fixed_by_number(talk: Talk) -> None:
    talk.says("add customer Plum Bakery in Bonn, country Deutschland", "Germany", changes=["created customer"])
    talk.says("how clean is our data?", r"1\. ", r"customers? \(\d+ %\)", changes=[])
    talk.says("what's missing on my customers?", "of yours", changes=[])

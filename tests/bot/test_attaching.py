"""Files that are named by their paths in the terminal come with the message."""

from pathlib import Path

from bot.attaching import named_files


def test_a_path_becomes_the_file_and_its_name(tmp_path: Path) -> None:
    path = tmp_path / "my customers.csv"
    path.write_bytes(b"name\nAcme\n")
    text, (file,) = named_files(f'import "{path}" please')
    assert text == "import my customers.csv please"
    assert (file.name, file.content, file.trouble) == ("my customers.csv", b"name\nAcme\n", "")


def test_a_path_that_leads_nowhere_is_said(tmp_path: Path) -> None:
    _, (file,) = named_files(f"import {tmp_path}/nothing.csv")
    assert file.trouble == f"There is no file {tmp_path}/nothing.csv. Check its name, then say it again."


def test_words_and_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"x")
    said = f"don't import {tmp_path}/photo.png, the customers.csv is tomorrow's"
    assert named_files(said) == (said, ())

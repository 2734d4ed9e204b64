"""Import and export from the command line."""

from pathlib import Path

from tests.bot.conftest import Rapport


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.csv"))}


def test_a_folder_comes_in_once_and_goes_out_the_same(rapport: Rapport, demo: Path, tmp_path: Path) -> None:
    first, again = rapport("import", str(demo)), rapport("import", str(demo))
    assert (first.status, again.status) == (0, 0)
    assert "new" in first.out
    assert "new" not in again.out
    rapport("export", str(tmp_path / "out"))
    rapport("import", str(tmp_path / "out"), "--home", str(tmp_path / "other"))
    rapport("export", str(tmp_path / "out again"), "--home", str(tmp_path / "other"))
    assert contents(tmp_path / "out") == contents(tmp_path / "out again")


def test_what_came_in_is_found_by_its_meaning(rapport: Rapport, demo: Path, home: Path) -> None:
    from storage.store import Store
    from storage.vectors import Vectors

    rapport("import", str(demo))
    store = Store(home / "rapport.db")
    from knowledge.encoder import Encoder

    assert Vectors(store, Encoder.model).lacking(1) == []
    store.close()


def test_a_dry_run_tells_and_leaves_everything(rapport: Rapport, demo: Path) -> None:
    assert "would be imported" in rapport("import", str(demo), "--dry-run").out
    assert "new" in rapport("import", str(demo)).out


def test_bad_rows_are_named_and_the_others_go_in(rapport: Rapport, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "contacts.csv").write_text("name,customer\nAda Lim,Nowhere Ltd\nBo Lim,\n")
    ran = rapport("import", "in")
    assert "contacts.csv line 2" in ran.out


def test_an_import_of_nothing_but_bad_rows_fails(rapport: Rapport, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "customers.csv").write_text("name,city\n,Leeds\n")
    assert rapport("import", "in").status == 1


def test_a_folder_that_is_not_there_is_said_in_a_sentence(rapport: Rapport) -> None:
    ran = rapport("import", "nowhere")
    assert ran.status == 1
    assert ran.err == "rapport: There is no folder nowhere. Check its name, then import it again.\n"


def test_an_export_onto_a_file_is_refused(rapport: Rapport, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    assert rapport("export", "taken").status == 2
    assert "cannot be written" in rapport("export", "taken/below").err


def test_the_index_is_built_and_checked(rapport: Rapport) -> None:
    rapport("ask", "add customer Pinefold Mills")
    rapport("ask", "had a call with Pinefold Mills, they want samples")
    assert rapport("index", "rebuild").out == "The index holds what the records say.\n"
    assert rapport("index", "verify").status == 0

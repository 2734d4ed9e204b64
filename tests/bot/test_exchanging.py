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


def test_one_file_alone_comes_in_with_what_its_columns_mean(rapport: Rapport, tmp_path: Path) -> None:
    (tmp_path / "kunden.csv").write_text("Firma,Ort\nMühle Nord,Kiel\n", encoding="utf-8")
    (tmp_path / "mapping.toml").write_text(
        '[files."kunden.csv"]\nkind = "customer"\n[files."kunden.csv".columns]\nFirma = "name"\nOrt = "city"\n'
    )
    ran = rapport("import", "kunden.csv")
    assert (ran.status, "1 new" in ran.out) == (0, True)
    assert "Kiel" in contents_of_export(rapport, tmp_path)["customers.csv"]


def contents_of_export(rapport: Rapport, tmp_path: Path) -> dict[str, str]:
    rapport("export", str(tmp_path / "out"))
    return contents(tmp_path / "out")


def test_an_export_onto_a_file_is_refused(rapport: Rapport, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    assert rapport("export", "taken").status == 2
    assert "cannot be written" in rapport("export", "taken/below").err


def test_the_index_is_built_and_checked(rapport: Rapport) -> None:
    rapport("ask", "add customer Pinefold Mills")
    rapport("ask", "had a call with Pinefold Mills, they want samples")
    assert rapport("index", "rebuild").out == "The index holds what the records say.\n"
    assert rapport("index", "verify").status == 0


def zoho(folder: Path, city: str = "Leeds") -> str:
    """A folder with two files of Zoho."""
    folder.mkdir(exist_ok=True)
    rows = f"ACCOUNTID,Account Name,Billing City,Size\n1,North Mill,{city},9\n"
    (folder / "Accounts.csv").write_text(rows, encoding="utf-8")
    calls = "TASKID,Call Start Time,Subject,ACCOUNTID\n5,2026-04-01 10:00,Price,1\n6,2026-04-02 10:00,Price,77\n"
    (folder / "Calls.csv").write_text(calls, encoding="utf-8")
    return str(folder)


def test_a_preview_shows_what_would_change_and_waits_for_a_yes(rapport: Rapport, tmp_path: Path) -> None:
    rapport("import", zoho(tmp_path / "in"))
    shown = rapport("import", zoho(tmp_path / "in", "York"), "--preview").out
    assert "Account Name → name\n    Billing City → city\n    kept as custom fields: ACCOUNTID, Size" in shown
    assert "would change North Mill: city Leeds → York" in shown
    assert "Nothing is done without a terminal to ask on" in shown
    assert "1 updated" in rapport("import", zoho(tmp_path / "in", "York"), "--preview", "--yes").out
    assert "unchanged" in rapport("import", zoho(tmp_path / "in", "York")).out


def test_imports_are_listed_and_taken_back_by_number(rapport: Rapport, tmp_path: Path) -> None:
    assert rapport("imports").out.startswith("Nothing was imported yet.")
    done = rapport("import", zoho(tmp_path / "in"))
    assert "This is import 1; “rapport import --undo 1” takes it back whole." in done.out
    rapport("import", zoho(tmp_path / "in", "York"))
    listed = rapport("imports").out.splitlines()
    assert [line.split()[0] for line in listed] == ["2", "1"]
    assert listed[1].endswith("Zoho CRM from in: 3 new")
    asked = rapport("import", "--undo", "1").out
    assert "Changed since, and lost if it is taken back:" in asked
    assert "Rapport updated the customer North Mill" in asked
    assert rapport("import", "--undo", "-y").out.endswith("Undone: import 2. 1 set back to what it was.\n")
    assert rapport("import", "--undo", "-y").out.endswith("Undone: import 1. 3 records taken out.\n")
    none = rapport("import", "--undo", "-y")
    assert (none.status, none.err) == (1, "rapport: There is no import to take back. “rapport imports” lists them.\n")


def test_what_was_doubted_is_written_down_row_by_row(rapport: Rapport, tmp_path: Path, home: Path) -> None:
    done = rapport("import", zoho(tmp_path / "in"))
    [ledger] = (home / "imports").glob("*.csv")
    assert str(ledger) in done.out
    said = ledger.read_text(encoding="utf-8").splitlines()[1]
    assert said == "Calls.csv,3,ACCOUNTID,77,is the id of nothing in Accounts; kept as it is,"

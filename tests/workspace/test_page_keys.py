"""The page by keyboard: menus that one types into, forms, messages; and a line that is cut."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.workspace.pages import Stand, field, option, plain

TOWNS = ("Aachen", "Bergen", "Bremen", "Turku", "Århus")


def asks_for_towns(stand: Stand) -> None:
    """A form with menus and a number before Maya's eyes."""
    towns = [option(town) for town in TOWNS]
    stand.opens(
        {"type": "alert", "level": "info", "text": plain("Kept <b>in</b> the history.")},
        field("Town", {"type": "static_select", "placeholder": plain("Where"), "options": towns}),
        field("Others", {"type": "multi_static_select", "options": towns}, optional=True),
        field("Value", {"type": "number_input", "is_decimal_allowed": False}),
        title="Log a call",
    )


def test_a_form_is_filled_in_by_keyboard_and_says_at_the_field_what_is_missing(browser: Browser, stand: Stand) -> None:
    page = stand.seen_in(browser)
    asks_for_towns(stand)
    form = page.get_by_role("dialog", name="Log a call")
    town = form.get_by_role("combobox", name="Town")
    expect(form.get_by_text("Kept <b>in</b> the history.")).to_be_visible()
    expect(town).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(town).to_have_accessible_description("Fill this in to go on.")
    expect(town).to_have_attribute("aria-invalid", "true")
    page.keyboard.type("br")
    expect(form.get_by_role("option")).to_have_text(["Bremen"])
    page.keyboard.press("Enter")
    expect(town).to_have_value("Bremen")
    page.keyboard.press("Tab")
    page.keyboard.type("arh")
    page.keyboard.press("Enter")
    expect(form.get_by_role("button", name="Remove Århus")).to_be_visible()
    form.get_by_role("textbox", name="Value").fill("a lot")
    page.keyboard.press("Enter")
    expect(form.get_by_text("Write a whole number.")).to_be_visible()
    expect(form.get_by_role("textbox", name="Value")).to_be_focused()
    town.focus()
    page.keyboard.press("ArrowDown")
    expect(town).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(form).to_be_visible()
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    stand.workspace.wait_until(lambda: stand.maya.modal is None)
    assert stand.troubles == []


def test_messages_are_reached_changed_and_reacted_to_by_keyboard(browser: Browser, stand: Stand) -> None:
    stand.maya.says("the first")
    page = stand.seen_in(browser)
    composer = page.get_by_role("textbox", name="Message Rapport")
    composer.fill("seccond")
    composer.press("Enter")
    newest = page.get_by_role("log", name="Rapport").get_by_role("article").last
    expect(newest).to_contain_text("seccond")
    expect(page.locator("article.is-waiting")).to_have_count(0)
    composer.press("ArrowUp")
    editor = page.get_by_role("textbox", name="Edit message")
    editor.fill("second")
    editor.press("Enter")
    expect(newest).to_contain_text("second (edited)")
    newest.focus()
    page.keyboard.press("r")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(newest.get_by_role("button", name="ticket, 1: you")).to_have_attribute("aria-pressed", "true")
    newest.focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator(":focus")).to_contain_text("the first")
    page.keyboard.press("t")
    expect(page.get_by_role("complementary", name="Thread").get_by_role("textbox")).to_be_focused()


def test_what_is_written_while_the_line_is_cut_is_sent_once_it_is_back(browser: Browser, stand: Stand) -> None:
    page = stand.seen_in(browser)
    page.route("**/page/do", lambda route: route.abort())
    composer = page.get_by_role("textbox", name="Message Rapport")
    for words in ("one", "two"):
        composer.fill(words)
        composer.press("Enter")
    waiting = page.locator("article.is-waiting")
    expect(waiting).to_have_count(2)
    page.unroute("**/page/do")
    expect(waiting).to_have_count(0)
    said = [message.text for message in stand.workspace.messages(stand.maya.dm)]
    assert said == ["one", "two"]

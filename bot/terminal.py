"""The terminal: replies with tables, buttons as numbered choices, and history; line by line without a terminal."""

import sys
import threading
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

from rich.console import Console
from rich.markup import escape
from rich.table import Table as Grid
from rich.text import Text

from bot.attaching import named_files
from bot.bell import Bell
from bot.home import AT_ONCE, Home
from bot.message import Message
from bot.understanding.intents import Intent
from skills.reply import QUIET, Button, Change, Chart, Facts, Hint, Lines, Part, Reply, Table
from storage.trouble import StoreTrouble

GOODBYE = ("exit", "quit", "bye", ":q")
HELLO = "This is Rapport. Say what happened, ask, or say “help”; “exit” leaves."
BAR = 24
TICK = 2.0  # seconds between two looks at what is due


class Terminal:
    """A conversation in the terminal, as one colleague."""

    def __init__(self, home: Home, speaker: str) -> None:
        self.home = home
        self.speaker = speaker
        self.bell = Bell(home.store, speaker)
        self.console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
        self.thread = f"terminal-{uuid.uuid4().hex[:12]}"
        self.buttons: tuple[Button, ...] = ()

    def run(self) -> None:
        """Talk until the speaker leaves or the input ends."""
        if sys.stdin.isatty():
            self.console.print(f"[bold]{HELLO}[/] You speak as {escape(self.speaker)}.")
        for said in self._typed() if sys.stdin.isatty() else self._piped():
            if said.strip().casefold() in GOODBYE:
                return
            self.say(said)

    def say(self, said: str) -> None:
        """Say one thing and print the answer."""
        button = self._pressed(said)
        text, question = (button.says, button.question) if button else (said, "")
        text, files = named_files(text)
        now, id = datetime.now(UTC), uuid.uuid4().hex
        intents = (Intent(**button.intent),) if button and button.intent else ()
        message = Message(id, text, self.speaker, now, self.thread, question=question, files=files, intents=intents)
        try:
            reply = self.home.assistant.hear(message).reply
            self.show(reply)
            self.home.learn(most=AT_ONCE)
        except StoreTrouble as trouble:
            self.show(Reply(str(trouble)))

    def _pressed(self, said: str) -> Button | None:
        number = said.strip().rstrip(".)")
        place = int(number) if number.isdecimal() and len(number) < 3 else 0
        return self.buttons[place - 1] if 0 < place <= len(self.buttons) else None

    def _piped(self) -> Iterator[str]:
        for line in iter(sys.stdin.readline, ""):
            yield line.rstrip("\n")

    def _typed(self) -> Iterator[str]:
        from prompt_toolkit import PromptSession
        from prompt_toolkit.history import FileHistory
        from prompt_toolkit.patch_stdout import patch_stdout

        session: PromptSession[str] = PromptSession(history=FileHistory(str(self.home.folder / "history")))
        while True:
            leaving = threading.Event()
            listening = threading.Thread(target=self._listen, args=(leaving,), daemon=True)
            try:
                with patch_stdout(raw=True):
                    listening.start()
                    said = session.prompt("you › ")
            except (EOFError, KeyboardInterrupt):
                return
            finally:
                leaving.set()
                listening.join()
            yield said

    def _listen(self, leaving: threading.Event) -> None:
        """Tell what comes due while the prompt waits."""
        while not leaving.is_set():
            try:
                self.bell.ring(datetime.now(UTC), self.show)
            except StoreTrouble as trouble:
                self.show(Reply(str(trouble)))
            leaving.wait(TICK)

    # ---- showing

    def show(self, reply: Reply) -> None:
        """Print a reply; its buttons are what numbers mean from now on."""
        self.buttons = reply.buttons
        self.console.print(Text(reply.text))
        for part in reply.parts:
            self._show_part(part)
        for citation in reply.citations:
            self.console.print(Text(f"[{citation.number}] {citation.text}", style="dim"))
        for file in reply.files:
            self.console.print(Text(f"Written to {self.home.save(file)}"))
        if reply.note:
            self.console.print(Text(reply.note, style="dim italic"))
        for place, button in enumerate(reply.buttons, 1):
            self.console.print(Text(f"  {place}) {button.label}", style="dim" if button.style == QUIET else "cyan"))
        self.console.print()

    def _show_part(self, part: Part) -> None:
        if isinstance(part, Table):
            self.console.print(_grid(part))
        elif isinstance(part, Facts) and (part.title or part.pairs):
            self._show_facts(part)
        elif isinstance(part, Lines):
            self._show_lines(part)
        elif isinstance(part, Chart):
            self._show_chart(part)
        elif isinstance(part, Change):
            pairs = tuple((name, f"{before or '–'} → {after or '–'}") for name, before, after in part.rows)
            self._show_facts(Facts(part.title, pairs))
        elif isinstance(part, Hint):
            self._show_lines(Lines("", (part.words,)))

    def _show_facts(self, facts: Facts) -> None:
        grid = Grid(title=facts.title or None, show_header=False, box=None, title_justify="left", padding=(0, 2, 0, 0))
        for name, value in facts.pairs:
            grid.add_row(Text(name, style="dim"), Text(value))
        self.console.print(grid)

    def _show_lines(self, lines: Lines) -> None:
        if lines.title:
            self.console.print(Text(lines.title, style="bold"))
        for line in lines.lines:
            self.console.print(Text(f"• {line}"))

    def _show_chart(self, chart: Chart) -> None:
        most = max((abs(value) for value in chart.values), default=0) or 1
        width = max((len(label) for label in chart.labels), default=0)
        self.console.print(Text(chart.title, style="bold"))
        for label, value in zip(chart.labels, chart.values, strict=True):
            bar = "█" * round(BAR * abs(value) / most)
            self.console.print(Text(f"{label:<{width}}  {bar} {value:,.10g}"))


def _grid(table: Table) -> Grid:
    grid = Grid(*(escape(column) for column in table.columns), title=table.title or None, title_justify="left")
    for row in table.first_page:
        grid.add_row(*(Text(cell) for cell in row))
    return grid

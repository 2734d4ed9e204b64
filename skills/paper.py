"""Paper: a quote as a PDF document, set with reportlab, which is used nowhere else.

Noto Sans prints Latin with all its accents, Greek, Cyrillic and Vietnamese, and is embedded. Chinese, Japanese and
Korean are set in a face that the reader's own PDF viewer has, as a font of them would be larger than all the rest.
What is written from right to left, as Arabic, and Indic scripts, is not set right: that takes shaping.
"""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from skills.turn import Seller
from skills.wording import percent
from storage.lines import Line, only
from storage.people import Person
from storage.products import Quote

INK, FADED, RULE, TINT = "#1d2430", "#6b7484", "#d5dae2", "#f3f5f8"
FACES = {
    "HeiseiKakuGo-W5": r"\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f",
    "HYSMyeongJo-Medium": r"\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
    "STSong-Light": r"\u2e80-\u2fdf\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uff65",
}
"""The faces of every PDF viewer for the letters of Japanese, Korean and Chinese."""
EASTERN = re.compile("|".join(f"[{letters}]+" for letters in FACES.values()))
MARGIN, FOOT = 56, 60  # points


def quote_pdf(quote: Quote, seller: Seller, by: Person, today: date) -> bytes:
    """The quote as a PDF: who sells, whom it is for, its lines and total, how long it holds; pages are numbered."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    _load_fonts()
    paper, (width, height) = BytesIO(), A4
    told = {"title": f"Quote {quote.number}", "author": seller.name or by.name, "invariant": 1}
    document = BaseDocTemplate(paper, pagesize=A4, **told)
    inner = (MARGIN, FOOT + 14, width - 2 * MARGIN, height - MARGIN - FOOT - 14)
    document.addPageTemplates(PageTemplate(frames=[Frame(*inner, 0, 0, 0, 0)]))
    story = [*_head(quote, seller, by, today), *_body(quote, inner[2]), *_close(quote, by)]
    foot = " · ".join(part for part in (seller.name, f"Quote {quote.number}") if part)
    document.build(story, canvasmaker=_numbered(foot))
    return paper.getvalue()


@cache
def _load_fonts() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    folder = files("skills") / "fonts"
    for name, file in (("Sans", "NotoSans-Regular.ttf"), ("Sans-Bold", "NotoSans-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, BytesIO((folder / file).read_bytes())))
    pdfmetrics.registerFontFamily("Sans", normal="Sans", bold="Sans-Bold", italic="Sans", boldItalic="Sans-Bold")
    for face in FACES:
        pdfmetrics.registerFont(UnicodeCIDFont(face))


def _words(text: str) -> str:
    """The text as reportlab's markup, in faces that have its letters."""
    return EASTERN.sub(lambda found: f'<font name="{_face(found[0])}">{found[0]}</font>', escape(text))


def _face(letters: str) -> str:
    return next(face for face, range in FACES.items() if re.match(f"[{range}]", letters))


def _style(size: float = 9.5, color: str = INK, bold: bool = False, right: bool = False) -> Any:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle

    font = "Sans-Bold" if bold else "Sans"
    return ParagraphStyle(
        f"{font}-{size}-{color}-{right}", fontName=font, fontSize=size, leading=size * 1.42, textColor=HexColor(color),
        alignment=2 if right else 0, splitLongWords=1,
    )  # fmt: skip


def _text(text: str, **style: Any) -> Any:
    from reportlab.platypus import Paragraph

    return Paragraph(_words(text), _style(**style))


def _gap(points: float) -> Any:
    from reportlab.platypus import Spacer

    return Spacer(0, points)


def _head(quote: Quote, seller: Seller, by: Person, today: date) -> list[Any]:
    """Who sells beside the title, then whom it is for beside its number and its days."""
    ours = [_text(seller.name or by.name, size=13, bold=True), *(_text(line, color=FADED) for line in seller.address)]
    title = [_text("Quote", size=24, bold=True, right=True), _text(f"No. {quote.number}", color=FADED, right=True)]
    pairs = [("Date", _day(_made(quote, today))), ("Valid until", _day(quote.valid_until)), ("Prepared by", by.name)]
    pairs += [("E-mail", by.email)] if by.email else []
    facts = _columns(
        [(_text(name, color=FADED), _text(value, right=True)) for name, value in pairs if value], (78, 132)
    )
    return [_columns([(ours, title)], (303, 180)), _gap(30), _columns([(_whom(quote), facts)], (273, 210)), _gap(26)]


def _made(quote: Quote, today: date) -> date:
    return quote.created_at.date() if quote.created_at else today


def _whom(quote: Quote) -> list[Any]:
    """The customer with place and country, and whom it goes to there."""
    customer = quote.customer
    if customer is None:
        return []
    place = ", ".join(part for part in (customer.city, customer.country) if part)
    lines = [f"Attn. {quote.contact.name}" if quote.contact else "", place]
    return [
        _text("For", color=FADED),
        _text(customer.name, size=11.5, bold=True),
        *(_text(line) for line in lines if line),
    ]


def _columns(rows: Sequence[tuple[Any, ...]], widths: tuple[float, ...]) -> Any:
    from reportlab.platypus import Table

    bare = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1)]  # fmt: skip
    return Table([list(row) for row in rows], colWidths=widths, style=bare, hAlign="LEFT")


def _body(quote: Quote, width: float) -> list[Any]:
    """The lines, over as many pages as they take, each page with the titles, and the sums below them."""
    lines = quote.standing
    alike = only(line.discount for line in lines)
    shown = bool(any(line.discount for line in lines) and not alike)
    titles = ["", "Product", "Pieces", "Price", *(["Discount"] if shown else []), "Amount"]
    heads = [_text(each, size=8, color=FADED, right=place > 1) for place, each in enumerate(titles)]
    rows = [_row(place, line, shown) for place, line in enumerate(lines, 1)]
    side = (24, 0, 50, 78, *([58] if shown else []), 88)
    widths = [width - sum(side) if each == 0 else each for each in side]
    return [_lines([heads, *rows], widths), _gap(4), _sums(quote, lines, alike, width)]


def _row(place: int, line: Line, shown: bool) -> list[Any]:
    product = line.product
    name = [_text(product.name if product else "", bold=True)]
    name += [_text(product.description, size=8.5, color=FADED)] if product and product.description else []
    off = [percent(line.discount) if line.discount else ""] if shown else []
    price = figure(line.price) if line.price is not None else ""
    amount = figure((line.amount or Decimal()) if shown else line.full)
    numbers = [_text(each, right=True) for each in (f"{line.quantity:,}", price, *off, amount)]
    return [_text(str(place), color=FADED), name, *numbers]


def _lines(rows: list[list[Any]], widths: list[float]) -> Any:
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import Table

    style = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, 0), 0.9, HexColor(INK)),
             ("LINEBELOW", (0, 1), (-1, -1), 0.4, HexColor(RULE)), ("LEFTPADDING", (0, 0), (0, -1), 2),
             ("RIGHTPADDING", (-1, 0), (-1, -1), 8), ("TOPPADDING", (0, 1), (-1, -1), 6),
             ("BOTTOMPADDING", (0, 1), (-1, -1), 7)]  # fmt: skip
    return Table(rows, colWidths=widths, style=style, repeatRows=1)


def _sums(quote: Quote, lines: Sequence[Line], alike: Decimal | None, width: float) -> Any:
    """The subtotal and the discount where there is one for all, and the total in its box, kept together."""
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import Table

    total, full = quote.amount or Decimal(), sum((line.full for line in lines), Decimal())
    rows = [("Subtotal", full), (f"Discount {percent(alike)}", total - full)] if alike else []
    cells = [["", _text(name, color=FADED), _text(figure(amount), right=True)] for name, amount in rows]
    said = f"{figure(total)} {quote.currency or ''}".strip()
    cells.append(["", _text("Total", size=11.5, bold=True), _text(said, size=11.5, bold=True, right=True)])
    style = [("BACKGROUND", (1, -1), (-1, -1), HexColor(TINT)), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
             ("RIGHTPADDING", (-1, 0), (-1, -1), 8), ("LEFTPADDING", (1, 0), (1, -1), 10),
             ("TOPPADDING", (0, -1), (-1, -1), 7), ("BOTTOMPADDING", (0, -1), (-1, -1), 9),
             ("NOSPLIT", (0, 0), (-1, -1))]  # fmt: skip
    return Table(cells, colWidths=[width - 250, 110, 140], style=style)


def _close(quote: Quote, by: Person) -> list[Any]:
    from reportlab.platypus import KeepTogether

    held = f"This quote holds until {_day(quote.valid_until)}." if quote.valid_until else ""
    words = f"{held} To accept it, a word to {by.name} naming quote {quote.number} is enough.".strip()
    return [_gap(26), KeepTogether([_text(words, color=FADED)])]


def _day(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


def figure(amount: Decimal) -> str:
    """An amount as it stands in a column: always with its cents."""
    return f"{amount:,.2f}".replace("-", "–")


def _numbered(foot: str) -> Any:
    """A canvas that writes the foot with `Page 2 of 3` on each page once it knows how many there are."""
    from reportlab.pdfgen.canvas import Canvas

    class Numbered(Canvas):  # type: ignore[misc]
        """Keeps its pages back until all are there."""

        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            self.pages: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - the name is reportlab's
            """Keep the page."""
            self.pages.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            """Write all pages with their numbers."""
            for number, page in enumerate(self.pages, 1):
                self.__dict__.update(page)
                _write_foot(self, foot, f"Page {number} of {len(self.pages)}")
                super().showPage()
            super().save()

    return Numbered


def _write_foot(canvas: Any, foot: str, page: str) -> None:
    """Write what stands under each page: whose it is, and which page of how many."""
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import Paragraph

    width, _ = canvas._pagesize
    canvas.setStrokeColor(HexColor(RULE))
    canvas.line(MARGIN, FOOT - 4, width - MARGIN, FOOT - 4)
    for text, right in ((foot, False), (page, True)):
        paragraph = Paragraph(_words(text), _style(8, FADED, right=right))
        paragraph.wrapOn(canvas, width - 2 * MARGIN, 20)
        paragraph.drawOn(canvas, MARGIN, FOOT - 20)

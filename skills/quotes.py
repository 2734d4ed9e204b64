"""Quotes: priced offers over one or several products, as a reply and as a document."""

from datetime import timedelta

from skills.baskets import basket, check, lacks, need_prices, put
from skills.customers import linked_customer
from skills.paper import quote_pdf
from skills.quoting import priced, quote_card
from skills.reply import File, Offer, Reply
from skills.skill import skill
from skills.slots import ContactName, CustomerName, Discount, Number, ProductLines, ProductName, QuoteName, Wanted
from skills.turn import Refused, Turn, Unclear, ref
from skills.wording import day, money
from storage.contacts import Contact
from storage.customers import Customer
from storage.products import Quote

VALID = timedelta(days=30)


@skill()
def make_quote(
    turn: Turn,
    product: ProductName,
    customer: CustomerName | None = None,
    quantity: Number = 1,
    discount: Discount | None = None,
    lines: ProductLines | None = None,
    contact: ContactName | None = None,
) -> Reply:
    """Make a priced quote over one or more products, valid for 30 days; a word turns it into an order."""
    customer = customer or (contact.customer if contact else None) or linked_customer(turn)
    if customer is None:
        raise Unclear("For which customer is the quote?", "customer")
    wanted = basket(lines, product, quantity, discount)
    check(wanted)
    need_prices(wanted)
    quote = _quoted(turn, customer, contact, wanted)
    turn.remember(*(each.product for each in wanted), customer, quote)
    offer = Offer("Shall I turn it into an order?", "record_order", {"quote": ref(quote)}, "Order it")
    valid = day(quote.valid_until or turn.now.date(), turn.now.date())
    said = f"Quote {quote.number} for {customer.name}: {priced(quote)}, valid until {valid}."
    note = lacks([(each.product, each.quantity or 1) for each in wanted])
    return Reply(said, quote_card(turn, quote), note=note, offer=offer)


def _quoted(turn: Turn, customer: Customer, contact: Contact | None, wanted: list[Wanted]) -> Quote:
    turn.crm.hold("quote numbers")
    quote = Quote(customer=customer, contact=contact, valid_until=turn.now.date() + VALID)
    quote.number = turn.crm.quotes.next_number()
    for each in wanted:
        put(quote, each)
    quote.settle()
    return turn.crm.quotes.add(quote)


@skill()
def quote_document(turn: Turn, quote: QuoteName | None = None, customer: CustomerName | None = None) -> Reply:
    """Hand over a quote as a PDF, ready to be sent to the customer."""
    quote = quote or _newest(turn, customer)
    if not quote.standing:
        raise Refused(f"Quote {quote.number} has no lines yet. Say “add 5 of a product to quote {quote.number}”.")
    content = quote_pdf(quote, turn.seller, turn.speaker, turn.now.date())
    file = File.of(f"quote-{quote.number}.pdf", content)
    turn.remember(quote.customer, quote)
    whom = f" for {quote.customer.name}" if quote.customer else ""
    said = f"Quote {quote.number}{whom} over {money(quote.amount or 0, quote.currency)} is in {file.name}."
    return Reply(said, files=(file,), note=_lacking(turn, quote))


def _newest(turn: Turn, customer: Customer | None) -> Quote:
    """The customer's last quote, or the last one of all where only one can be meant."""
    if customer is None:
        raise Unclear("Which quote is it? Tell me its number, or the customer.", "quote")
    found = turn.crm.quotes.where(Quote.customer_id == customer.id, newest=Quote.id, limit=1)
    if not found:
        raise Refused(f"There is no quote for {customer.name} yet. Say “quote {customer.name} 10 of a product”.")
    return found[0]


def _lacking(turn: Turn, quote: Quote) -> str:
    """What the reader should know before it goes out."""
    if quote.valid_until and quote.valid_until < turn.now.date():
        return (
            f"It ran out {day(quote.valid_until, turn.now.date())}; say “set valid until of {quote.label} to Friday”."
        )
    if not turn.seller.name:
        return "It has no letterhead yet: set RAPPORT_COMPANY and RAPPORT_ADDRESS."
    return ""

"""The sheets of Zoho that are no nouns of ours and become documents: lines, purchase orders, price books."""

from storage.exchange.sheets import Sheet, joined, worded
from storage.exchange.zoho_words import ACCOUNTS, BOOKS, CONTACTS, OWNER, PRODUCTS
from storage.folding import fold


def line(sheet: str, sort: str, *names: str) -> Sheet:
    """The lines of orders, invoices and purchases. Here is where they go to a table of lines once there is one."""
    return Sheet(
        sheet=sheet,
        kind="document",
        columns={"product name": "product", "productid": "product", "product id": "product", "net total": "amount"},
        ids=("inventoryrelid", "record id"),
        links={"product": PRODUCTS},
        refers={"bookid": BOOKS},
        made={"title": worded("{quantity} × {product name}")},
        constants={"sort": sort},
        names=names,
    )


def paper(sheet: str, sort: str, number: str, id: str) -> Sheet:
    """A document with a number, a total and a day of its own."""
    word = fold(sheet).removesuffix("s")
    return Sheet(
        sheet=sheet,
        kind="document",
        columns={
            number: "title", f"{word} owner id": "owner", f"{word} owner": "owner", "account id": "customer",
            "accountid": "customer", "account name": "customer", "contact id": "contact", "contactid": "contact",
            "contact name": "contact", "grand total": "amount", "gross total": "amount", "created time": "created_at",
            f"{word} date": "dated_on", "po date": "dated_on",
        },
        ids=(id, "record id"),
        links={**OWNER, "customer": ACCOUNTS, "contact": CONTACTS},
        refers={"sales order id": ("Sales Orders",), "vendorid": ("Vendors",)},
        made={"title": joined("subject"), "dated_on": joined("created time")},
        constants={"sort": sort},
        names=(fold(sheet),),
    )  # fmt: skip

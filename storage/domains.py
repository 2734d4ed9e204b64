"""Domains where people of many companies have their mail, and mailboxes that are nobody's own."""

SHARED_DOMAINS = frozenset(
    """gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk hotmail.de hotmail.fr live.com msn.com yahoo.com
    yahoo.co.uk yahoo.de yahoo.fr ymail.com icloud.com me.com mac.com aol.com gmx.de gmx.net gmx.at gmx.ch gmx.com
    web.de mail.com proton.me protonmail.com t-online.de freenet.de posteo.de mailbox.org orange.fr wanadoo.fr free.fr
    laposte.net libero.it virgilio.it tiscali.it terra.es btinternet.com sky.com ziggo.nl kpnmail.nl telenet.be
    bluewin.ch wp.pl onet.pl o2.pl interia.pl seznam.cz mail.ru yandex.ru qq.com 163.com 126.com rediffmail.com
    naver.com
    facebook.com instagram.com linkedin.com comcast.net verizon.net att.net
    zoho.com fastmail.com hey.com tutanota.com""".split()
)
"""Free and providers' mail: two who have it share nothing by that."""

ROLE_MAILBOXES = frozenset(
    """info office mail contact kontakt hello sales vertrieb support service help admin team accounts accounting
    billing invoices buchhaltung orders order einkauf purchasing procurement reception marketing hr jobs press
    post webmaster noreply no-reply""".split()
)
"""What stands before the @ of a mailbox that several people read."""


def own_domain(email: str | None) -> str:
    """The company's own domain in an e-mail address, empty where there is none."""
    domain = (email or "").rpartition("@")[2].casefold()
    return "" if domain in SHARED_DOMAINS else domain


def is_shared_mailbox(email: str) -> bool:
    """Whether several people are behind an address such as `info@acme.com`."""
    return email.partition("@")[0].casefold() in ROLE_MAILBOXES

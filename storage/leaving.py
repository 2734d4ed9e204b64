"""Leaving: which customers may leave, and which have left already and could be won back."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from storage.churn import GONE, HIGH, LAPSED, LOW, MEDIUM
from storage.comparison import Filter
from storage.conditions import criteria
from storage.crm import Crm
from storage.customers import Customer
from storage.folded import teach
from storage.joins import Scope
from storage.standings import Standing, renew


@dataclass(frozen=True)
class Leaving:
    """The customers with their standings, those that matter most first; `total` counts them without the limit."""

    rows: list[tuple[Customer, Standing]]
    total: int


def at_risk(crm: Crm, filters: list[Filter], zone: ZoneInfo, limit: int) -> Leaving:
    """Who may leave: any sign there is, and not gone yet; by points, then by what they have bought in all."""
    renew(crm)
    return at_risk_as_kept(crm, filters, zone, limit)


def at_risk_as_kept(crm: Crm, filters: list[Filter], zone: ZoneInfo, limit: int) -> Leaving:
    """The same by the standings as they are kept, which is quick, though they may be of yesterday."""
    search = _Search(crm, filters, zone)
    return search.leaving(limit, Standing.risk >= LOW, Standing.lapse < GONE, by_risk=True)


def to_win_back(crm: Crm, filters: list[Filter], zone: ZoneInfo, limit: int) -> Leaving:
    """Who has not bought for over twice as long as usual, by what they have bought in all."""
    renew(crm)
    return _Search(crm, filters, zone).leaving(limit, Standing.lapse >= LAPSED)


def risk_counts(crm: Crm, filters: list[Filter], zone: ZoneInfo) -> dict[str, int]:
    """How many customers who are not gone have a high, medium and low risk, and how many are `gone`."""
    renew(crm)
    search, here = _Search(crm, filters, zone), Standing.lapse < GONE
    return {
        "high": search.count(here, Standing.risk >= HIGH),
        "medium": search.count(here, Standing.risk >= MEDIUM, Standing.risk < HIGH),
        "low": search.count(here, Standing.risk >= LOW, Standing.risk < MEDIUM),
        "gone": search.count(Standing.lapse >= GONE),
    }


class _Search:
    """Customers that meet the filters, with their standings as they are kept."""

    def __init__(self, crm: Crm, filters: list[Filter], zone: ZoneInfo) -> None:
        teach(crm.session)
        self.crm, self.scope = crm, Scope(crm, "customer", zone)
        self.wanted = criteria(self.scope, filters)

    def leaving(self, limit: int, *which: Any, by_risk: bool = False) -> Leaving:
        """Those of them that meet these criteria too."""
        order = (*([Standing.risk.desc()] if by_risk else ()), Standing.worth.desc().nulls_last(), Customer.id)
        found = self._among(select(Customer, Standing), which).order_by(*order).limit(limit)
        return Leaving([(row[0], row[1]) for row in self.crm.session.execute(found)], self.count(*which))

    def count(self, *which: Any) -> int:
        """How many they are."""
        return int(self.crm.session.execute(self._among(select(func.count()), which)).scalar_one())

    def _among(self, statement: Any, which: tuple[Any, ...]) -> Any:
        joined = statement.select_from(Customer).join(Standing, Standing.customer_id == Customer.id)
        return self.scope.joins(joined).where(*self.wanted, *which)

"""The balance sheet: what became of every address, for machines (JSON) and for people."""

from __future__ import annotations

from migrator.report.balance import Balance, balance
from migrator.report.fetched import Fetched
from migrator.report.inspection import Inspection
from migrator.report.items import items_of
from migrator.report.summary import summary, verified

__all__ = ["Balance", "Fetched", "Inspection", "balance", "items_of", "summary", "verified"]

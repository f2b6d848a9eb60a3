"""Filters: a rule a person writes, and the whole journeys that it selects."""

from klantreis.events.filters.parser import parse
from klantreis.events.filters.select import Filter, select

__all__ = ["Filter", "parse", "select"]

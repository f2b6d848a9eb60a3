"""Which written rules name a customer: they go when the customer is erased."""

from __future__ import annotations

import re

from klantreis.errors import UserError
from klantreis.events.filters import rules
from klantreis.events.filters.compiler import FIELDS
from klantreis.events.filters.parser import parse
from klantreis.events.filters.rules import Comparison, Rule


def names_customer(where: str, customer: str) -> bool:
    """Whether a rule compares something with this customer.

    A value that is the id counts in every field, except that an id of digits alone is a number where the field is not
    the customer: ``value > 30`` says nothing about customer 30. A rule that cannot be read counts where it holds the id
    as a word of its own.
    """
    try:
        return _names(parse(where), customer)
    except UserError:
        return word(customer).search(where) is not None


def _names(rule: Rule, customer: str) -> bool:
    if isinstance(rule, rules.Not):
        return _names(rule.part, customer)
    if isinstance(rule, Comparison):
        about = FIELDS.get(rule.field.casefold()) == "customer"
        if about and rule.operator in ("~", "!~"):
            return any(word(customer).search(value) for value in rule.values)
        return customer in rule.values and (about or not customer.isdigit())
    return any(_names(part, customer) for part in rule.parts)


def word(customer: str) -> re.Pattern[str]:
    """Finds the id of a customer where it stands by itself."""
    return re.compile(rf"(?<!\w){re.escape(customer)}(?!\w)")

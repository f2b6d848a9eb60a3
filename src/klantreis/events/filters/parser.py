"""Reads a rule such as ``channel = "phone" and amount > 50``, in English or Dutch.

    rule        = part { ("or" | "of") part }
    part        = factor { ("and" | "en") factor }
    factor      = ("not" | "niet") factor | "(" rule ")" | comparison
    comparison  = field ("=" | "!=" | "<" | "<=" | ">" | ">=" | "~" | "!~") value
                | field ["not" | "niet"] "in" "(" value { "," value } ")"
                | field "between" value "and" value        (tussen … en …)
                | field "is" ["not" | "niet"] ("empty" | "leeg")

A field is a word, or stands between quotes or backticks; a value is a word, a number, or a text between
quotes. A quote inside a text is doubled. ``~`` compares with a pattern in which ``*`` is anything and ``?``
one character.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

from klantreis.errors import UserError
from klantreis.events.filters.rules import All, Any, Comparison, Not, Operator, Rule

LONGEST = 10_000
DEEPEST = 50

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<text>"(?:[^"]|"")*"|'(?:[^']|'')*'|`[^`]*`|“[^”]*”|‘[^’]*’)
    | (?P<sign><>|!=|==|<=|>=|!~|=|<|>|~|\(|\)|,)
    | (?P<word>[^\s"'`“‘<>=!~(),]+)
    )""",
    re.VERBOSE,
)
_WORDS = {
    "and": "and", "en": "and", "or": "or", "of": "or", "not": "not", "niet": "not", "in": "in", "is": "is",
    "empty": "empty", "leeg": "empty", "between": "between", "tussen": "between", "like": "~", "lijkt": "~",
}  # fmt: skip
_SIGNS: dict[str, Operator] = {
    "=": "=", "==": "=", "!=": "!=", "<>": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">=", "~": "~", "!~": "!~",
}  # fmt: skip


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    at: int


def parse(text: str) -> Rule:
    """The rule that a text says; raises ``UserError`` (``events.filter``) with the place of the fault."""
    if len(text) > LONGEST:
        _wrong(text, LONGEST, f"The rule is longer than {LONGEST} characters.", "Make it shorter.", "too_long")
    reader = _Reader(text, _tokens(text))
    if reader.now.kind == "end":
        _wrong(text, 1, "The rule is empty.", 'Write one such as channel = "phone".', "empty")
    rule = reader.rule()
    if reader.now.kind != "end":
        reader.fail("Expected 'and', 'or' or the end.")
    return rule


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            place = at + len(text[at:]) - len(text[at:].lstrip())
            if text[place] in "\"'`“‘":
                _wrong(text, place + 1, "A quote is opened and not closed.", "Close it.", "open_quote")
            _wrong(text, place + 1, f"{text[place]!r} cannot stand here.", "Put texts between quotes.", "character")
        kind = str(match.lastgroup)
        found.append(_Token(kind, match[kind], match.start(kind) + 1))
        at = match.end()
    return [*found, _Token("end", "", len(text) + 1)]


class _Reader:
    """Walks over the tokens from left to right."""

    def __init__(self, text: str, tokens: list[_Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.place = 0
        self.depth = 0

    @property
    def now(self) -> _Token:
        return self.tokens[self.place]

    @property
    def keyword(self) -> str | None:
        """The meaning of the present token when it is one of the language's own words or signs."""
        if self.now.kind == "sign":
            return self.now.text
        return _WORDS.get(self.now.text.lower()) if self.now.kind == "word" else None

    def step(self) -> _Token:
        token = self.now
        self.place += token.kind != "end"
        return token

    def take(self, keyword: str) -> bool:
        if self.keyword != keyword:
            return False
        self.step()
        return True

    def need(self, keyword: str) -> None:
        if not self.take(keyword):
            self.fail(f"Expected {keyword!r}.")

    def fail(self, expected: str) -> NoReturn:
        found = f" Found {self.now.text!r}." if self.now.text else " Found the end."
        _wrong(
            self.text, self.now.at, expected + found, 'Write it such as channel = "phone" and amount > 50.', "syntax"
        )

    def rule(self) -> Rule:
        self.depth += 1
        if self.depth > DEEPEST:
            self.fail(f"Parentheses may be {DEEPEST} deep.")
        parts = [self.part()]
        while self.take("or"):
            parts.append(self.part())
        self.depth -= 1
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    def part(self) -> Rule:
        parts = [self.factor()]
        while self.take("and"):
            parts.append(self.factor())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def factor(self) -> Rule:
        negated = False
        while self.take("not"):
            negated = not negated
        if self.take("("):
            inside = self.rule()
            self.need(")")
        else:
            inside = self.comparison()
        return Not(inside) if negated else inside

    def comparison(self) -> Rule:
        if self.now.kind not in ("word", "text") or (self.keyword is not None and self.now.kind == "word"):
            self.fail("Expected the name of a field.")
        token = self.step()
        name = _bare(token)
        negated = self.take("not")
        if self.take("in"):
            return Comparison(name, "not in" if negated else "in", self.several(), token.at)
        if self.take("between"):
            low = self.value()
            self.need("and")
            between = Comparison(name, "between", (low, self.value()), token.at)
            return Not(between) if negated else between
        if not negated and self.take("is"):
            filled = self.take("not")
            if self.take("empty"):
                return Comparison(name, "filled" if filled else "empty", (), token.at)
            return Comparison(name, "!=" if filled else "=", (self.value(),), token.at)
        sign = self.keyword
        if sign not in _SIGNS:
            self.fail("Expected =, !=, <, <=, >, >=, ~, 'in', 'between' or 'is empty'.")
        if negated and sign != "~":
            self.fail("'not' stands before the field, or before 'in', 'between' and 'like'.")
        if self.step().text.lower() == "lijkt" and self.now.text.lower() == "op":
            self.step()
        operator: Operator = "!~" if negated else _SIGNS[str(sign)]
        return Comparison(name, operator, (self.value(),), token.at)

    def several(self) -> tuple[str, ...]:
        self.need("(")
        values = [self.value()]
        while self.take(","):
            values.append(self.value())
        self.need(")")
        return tuple(values)

    def value(self) -> str:
        if self.now.kind not in ("word", "text"):
            self.fail("Expected a value.")
        return _bare(self.step())


def _bare(token: _Token) -> str:
    if token.kind != "text":
        return token.text
    quote = token.text[0]
    inside = token.text[1:-1]
    return inside.replace(quote * 2, quote) if quote in "\"'" else inside


def _wrong(text: str, at: int, message: str, mend: str, reason: str) -> NoReturn:
    raise UserError(
        "events.filter",
        message,
        where=f"character {at}",
        mend=mend,
        params={"at": at, "reason": reason, "text": text[:200]},
    )

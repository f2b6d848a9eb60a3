"""Results in a notebook: a small table, and a bar chart as SVG. No drawing library is needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

MOST_ROWS = 20
LABEL_WIDTH, BAR_WIDTH, ROW_HEIGHT = 260, 320, 22
SHARES, CHANCES = ("risk_in", "risk_out", "predicted", "observed"), ("p", "q")
"""Columns that hold shares, and chances, though their names do not end in it."""
SIZES = ("count", "journeys", "events", "share")
"""What a bar's length shows: the first of these that the rows have."""

Bar = tuple[str, float, str]
"""Label, length, and the number as it is written beside the bar."""


@dataclass(frozen=True)
class Picture:
    """A drawing as SVG text; a notebook shows it by itself."""

    svg: str
    title: str = ""

    def _repr_svg_(self) -> str:
        return self.svg

    def save(self, path: str | Path) -> Path:
        """Write the drawing to a ``.svg`` file and give its path."""
        place = Path(path)
        place.write_text(self.svg, encoding="utf-8")
        return place


def bar_chart(title: str, bars: Sequence[Bar]) -> Picture:
    """Horizontal bars from a common zero, at most twenty; what is left out is said."""
    shown = bars[:MOST_ROWS]
    longest = max((length for _, length, _ in shown), default=0) or 1
    height = (len(shown) + 2) * ROW_HEIGHT
    width = LABEL_WIDTH + BAR_WIDTH + 120
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(title)}" font-family="sans-serif" font-size="12" fill="currentColor">',
        f'<text x="0" y="14" font-weight="600">{escape(title)}</text>',
    ]
    for place, (label, length, written) in enumerate(shown, start=1):
        y = place * ROW_HEIGHT
        reach = max(1.0, BAR_WIDTH * length / longest) if length else 0
        lines += [
            f'<text x="{LABEL_WIDTH - 8}" y="{y + 15}" text-anchor="end">{escape(_short(label))}'
            f"<title>{escape(label)}</title></text>",
            f'<rect x="{LABEL_WIDTH}" y="{y + 3}" width="{reach:.1f}" height="{ROW_HEIGHT - 6}" fill="#4a6fa5"/>',
            f'<text x="{LABEL_WIDTH + reach + 6:.1f}" y="{y + 15}">{escape(written)}</text>',
        ]
    if len(bars) > len(shown):
        lines.append(f'<text x="0" y="{height - 8}">and {len(bars) - len(shown):,} more</text>')
    return Picture("\n".join([*lines, "</svg>"]), title)


def bars_of(rows: Sequence[dict[str, Any]]) -> list[Bar]:
    """A bar per row: its name and the first size it has."""
    size = next((key for key in SIZES if rows and key in rows[0]), None)
    if size is None:
        return []
    return [(_label(row), float(row[size] or 0), written(size, row[size])) for row in rows]


def html_table(title: str, rows: Sequence[dict[str, Any]], told: Sequence[str] = ()) -> str:
    """What is told besides, and the first twenty rows; of what is counted in a part of something its share."""
    shown = [_flat(row) for row in rows[:MOST_ROWS]]
    columns = [key for key in (shown[0] if shown else {}) if not any(isinstance(row[key], dict) for row in shown)]
    said = "".join(f"<p>{escape(line)}</p>" for line in told)
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join(f"<tr>{''.join(_cell(column, row[column]) for column in columns)}</tr>" for row in shown)
    more = f"<p>and {len(rows) - len(shown):,} more</p>" if len(rows) > len(shown) else ""
    table = f"<table><caption>{escape(title)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f"{said}{table}{more}"


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """A row with the share in place of each part that has one; an interval beside a difference is of that."""
    found = {
        key: _Share(each["share"]) if isinstance(each, dict) and "share" in each else each for key, each in row.items()
    }
    if "difference" in row and "interval" in row and not isinstance(row["interval"], str):
        found["interval"] = None if row["interval"] is None else " … ".join(points(edge) for edge in row["interval"])
    return found


@dataclass(frozen=True)
class _Share:
    """A number that is a share, whatever its column is called."""

    value: float | None


def percent(share: float | None) -> str:
    """A share for a reader."""
    return "" if share is None else f"{share:.1%}"


def points(difference: float | None) -> str:
    """A difference of two shares, in percentage points."""
    return "" if difference is None else f"{100 * difference:+.1f} pp"


def chance(p: float | None) -> str:
    """A p or q for a reader; below a thousandth only that it is."""
    return "" if p is None else "< 0.001" if p < 0.001 else f"{p:.3f}"


def spread(interval: Sequence[float] | None, write: Callable[[float], str] = percent) -> str:
    """An interval for a reader, with its level; nothing where there is none."""
    return "" if interval is None else f" (95 %: {' to '.join(write(edge) for edge in interval)})"


def written(key: str, value: Any) -> str:
    """A value for a reader: shares as percentages, seconds in the unit that suits them."""
    if value is None:
        return ""
    if isinstance(value, _Share):
        return percent(value.value)
    if isinstance(value, (list, tuple)):
        return (" – " if all(isinstance(part, float) for part in value) else " → ").join(
            written(key, part) for part in value
        )
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    return _number(key, value)


def _number(key: str, value: float) -> str:
    if key.endswith("_s"):
        unit, seconds = next((u for u in (("d", 86_400), ("h", 3600), ("min", 60)) if value >= u[1]), ("s", 1))
        return f"{value / seconds:.1f} {unit}"
    if key.endswith(("share", "rate", "interval")) or key in SHARES:
        return percent(value)
    if key == "difference":
        return points(value)
    if key in CHANCES:
        return chance(value)
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


def _cell(column: str, value: Any) -> str:
    numeric = isinstance(value, (int, float, _Share)) and not isinstance(value, bool)
    align = ' style="text-align:right;font-variant-numeric:tabular-nums"' if numeric else ""
    return f"<td{align}>{escape(written(column, value))}</td>"


def _label(row: dict[str, Any]) -> str:
    if "from" in row:
        return f"{row['from'] or '(start)'} → {row['to'] or '(end)'}"
    if "path" in row:
        return " → ".join(row["path"])
    return str(next((value for value in row.values() if isinstance(value, str)), ""))


def _short(label: str) -> str:
    return label if len(label) <= 38 else f"{label[:37]}…"

"""How the command line writes numbers, times and tables; the one edge where they become text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from klantreis.cli.fitting import Heading, fitted

if TYPE_CHECKING:
    from rich.console import Console

_BLOCKS = "▏▎▍▌▋▊▉█"
_STEERING = dict.fromkeys((*range(32), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd")
_STEERING |= {ord("\n"): "\n", ord("\t"): " "}
_STEPS = (("y", 365.25 * 86400), ("d", 86400), ("h", 3600), ("min", 60), ("s", 1))


def console() -> Console:
    """The terminal, or plain text where there is none."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)


def plain(text: str) -> str:
    """A text without signs that steer a terminal or turn its letters round: names come out of files of others."""
    return text.translate(_STEERING)


def number(value: float | None) -> str:
    """A count, with thousands apart; a dash when there is none."""
    if value is None:
        return "–"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


def percent(share: float | None) -> str:
    """A share of 0…1 as a percentage."""
    return "–" if share is None else f"{100 * share:.1f} %"


def points(difference: float | None) -> str:
    """A difference of two shares in percentage points, with its sign."""
    return "–" if difference is None else f"{100 * difference:+.1f} pp"


def duration(seconds: float | None) -> str:
    """A time in seconds in its two largest units: ``3 d 4 h``, ``12 min``, ``0.4 s``."""
    if seconds is None:
        return "–"
    if seconds < 0:
        return f"-{duration(-seconds)}"
    if seconds < 10:
        return f"{seconds:.1f} s"
    left, words = round(seconds), []
    for unit, size in _STEPS:
        count, rest = divmod(left, size)
        if count and len(words) < 2:
            words.append(f"{int(count)} {unit}")
            left = rest
        elif words:
            break
    return " ".join(words)


def day(moment: str | datetime | None) -> str:
    """The date of a moment."""
    return "–" if moment is None else str(moment)[:10]


def scope(result: dict[str, Any], counted: str = "journeys") -> str:
    """What a result was computed over, in one line."""
    chosen = {key: value for key, value in (result.get("filters") or {}).items() if value}
    filters = "".join(f" · {key} {value}" for key, value in chosen.items())
    when = f" · {day(result['from'])} to {day(result['to'])}" if result["from"] else ""
    return f"n = {number(result['n'])} {counted}{when}{filters}"


def more(total: int, limit: int) -> str:
    """What was not printed, for the end of a caption."""
    return f" · {number(total - limit)} more rows: raise --limit, or use --json" if total > limit else ""


def interval(edges: Sequence[float] | None) -> str:
    """The interval of a difference of two shares, in percentage points."""
    return "–" if edges is None else " … ".join(points(edge) for edge in edges)


def spread(edges: Sequence[float] | None) -> str:
    """The interval of a share."""
    return "–" if edges is None else " – ".join(percent(edge) for edge in edges)


def left_out(rows: int, what: str) -> str:
    """What a limit left out of an answer, for the end of a caption; ``what`` tells of it."""
    return f" · {number(rows)} more rows, {what}: raise --limit, or use --json" if rows else ""


def table(
    title: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    caption: str | None = None,
    empty: str = "nothing.",
) -> None:
    """A table; a column whose name ends in ``#`` holds numbers and is right-aligned.

    Without rows it is one line with what ``empty`` says, since heads above nothing tell nothing.
    """
    from rich import box
    from rich.cells import cell_len
    from rich.table import Table
    from rich.text import Text

    told = [[plain(str(cell)) for cell in row] for row in rows]
    if not told:
        line(f"{title}: {empty}")
        if caption:
            line(caption)
        return
    headings = [
        Heading(
            column.removesuffix("#").strip(),
            column.endswith("#"),
            max((cell_len(line) for row in told for line in row[place].splitlines()), default=0),
            drawn=all(set(row[place]) <= set(_BLOCKS) for row in told),
        )
        for place, column in enumerate(columns)
    ]
    screen = console()
    # above the table and not in it, where it would be cut to the width of the columns
    screen.print(Text(plain(title), style="table.title"))
    for places in fitted(headings, screen.width):
        drawn = Table(box=box.SIMPLE_HEAD)
        for place, width in places:
            one = headings[place]
            drawn.add_column(one.name, justify="right" if one.numeric else "left", width=width)
        for row in told:
            drawn.add_row(*(Text(row[place]) for place, _ in places))
        screen.print(drawn)
    if caption:
        line(caption)


def line(text: str = "", *, whole: bool = False) -> None:
    """One line of plain text, broken between words where the terminal is too narrow for it.

    ``whole`` leaves the breaking to the terminal: a command or a path is then copied as it was.
    """
    console().print(plain(text), markup=False, soft_wrap=whole)


def bar(share: float | None, width: int = 20) -> str:
    """A share of 0…1 as a bar of blocks."""
    if share is None:
        return ""
    eighths = round(min(max(share, 0.0), 1.0) * width * 8)
    return _BLOCKS[-1] * (eighths // 8) + ("" if eighths % 8 == 0 else _BLOCKS[eighths % 8 - 1])

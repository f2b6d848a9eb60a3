"""Results as interactive charts: the app's own drawing in one page that asks nothing of any server."""

from __future__ import annotations

import base64
import gzip
import json
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from klantreis.analyses.picture import Picture
from klantreis.errors import UserError

MOST_ROWS = 2000
"""Rows of a list that go into a chart: it draws some tens of them, and its table shows the rest."""

PAGE = """<!doctype html>
<html><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; \
style-src 'unsafe-inline'; img-src data: blob:">
<style>body {{ margin: 0; padding: 8px; min-height: 0 }} main > p {{ font-size: 13px }}</style></head>
<body><main><p><b>{title}</b></p><div id="klantreis-chart">{picture}</div>{note}</main>
<script type="application/json" id="klantreis-answer">{answer}</script>
<script>{start}</script></body></html>
"""

# The script travels compressed: a notebook keeps a copy of it with every chart.
START = """(async () => {
  const packed = Uint8Array.from(atob("%s"), (sign) => sign.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const script = document.createElement("script");
  script.textContent = await new Response(stream).text();
  document.body.append(script);
})();"""


@dataclass(frozen=True)
class Chart:
    """A chart of one result: interactive in a notebook and as an HTML file, a still picture as SVG.

    Where the web bundle is not built (a checkout before ``./dev web``) the page holds the still picture.
    """

    picture: Picture
    page: str
    """The whole chart as one HTML page, offline."""
    height: int
    """Pixels it takes in a notebook."""

    @property
    def svg(self) -> str:
        """The still picture."""
        return self.picture.svg

    def _repr_html_(self) -> str:
        # Sandboxed without same-origin: what the data say can reach neither the notebook nor its cookies.
        return (
            f'<iframe sandbox="allow-scripts allow-downloads" srcdoc="{escape(self.page, quote=True)}" '
            f'style="width:100%;height:{self.height}px;border:0" title="{escape(self.picture.title)}"></iframe>'
        )

    def _repr_svg_(self) -> str:
        return self.svg

    def save(self, path: str | Path) -> Path:
        """Write ``.html`` (interactive, one file, offline) or ``.svg`` (still), and give its path.

        Raises ``UserError`` (``chart.form``) for another ending.
        """
        place = Path(path)
        forms = {".html": self.page, ".svg": self.svg}
        if place.suffix.lower() not in forms:
            raise UserError(
                "chart.form",
                f"A chart cannot be saved as {place.suffix or place.name!r}.",
                where=str(place),
                mend="End the name in .html (interactive) or .svg (a picture).",
                params={"path": str(place), "allowed": list(forms)},
            )
        place.write_text(forms[place.suffix.lower()], encoding="utf-8")
        return place


def chart_of(
    answer: dict[str, Any], picture: Picture, *, language: Literal["nl", "en"] | None = None, currency: str = "EUR"
) -> Chart:
    """The chart of a result's ``to_dict()``; ``language`` None follows the reader's browser."""
    script = _script()
    kept, cut = _cut(answer)
    note = "".join(
        f"<p>The first {MOST_ROWS:,} of {length:,} {escape(key)} are in this chart.</p>" for key, length in cut
    )
    told = {"answer": kept, "language": language, "currency": currency}
    if script is None:
        body = picture.svg + "<p>The web bundle is not built here, so this is the still picture.</p>"
        page = f'<!doctype html><meta charset="utf-8"><title>{escape(picture.title)}</title>{body}'
    else:
        page = PAGE.format(
            title=escape(picture.title), picture=picture.svg, note=note, answer=_safe(told), start=START % script
        )
    return Chart(picture=picture, page=page, height=_height(answer))


@cache
def _script() -> str | None:
    """The charts of the web app, compressed, in base64; None where they are not built."""
    built = files("klantreis") / "static" / "chart.js"
    if not built.is_file():
        return None
    return base64.b64encode(gzip.compress(built.read_bytes(), mtime=0)).decode()


def _safe(value: object) -> str:
    """JSON that can stand in a script element: nothing in it ends the element or opens a comment."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, default=lambda number: number.item())
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _cut(answer: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[str, int]]]:
    long = [(key, len(value)) for key, value in answer.items() if isinstance(value, list) and len(value) > MOST_ROWS]
    return {**answer, **{key: answer[key][:MOST_ROWS] for key, _ in long}}, long


def _height(answer: dict[str, Any]) -> int:
    """Room for the chart with its buttons; taller ones scroll inside."""
    rows = max((len(value) for key, value in answer.items() if isinstance(value, list) and key != "filters"), default=0)
    return 480 if answer["question"] in ("timing", "fitness") else max(280, min(860, 190 + 26 * min(rows, 25)))

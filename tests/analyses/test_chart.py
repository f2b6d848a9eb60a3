"""Charts of results: one page, offline, in which names of the data are only text."""

import json
import re
from html.parser import HTMLParser
from unittest import mock

import pytest

from klantreis.analyses import chart
from klantreis.analyses.paths import paths
from klantreis.analyses.transitions import transitions
from klantreis.errors import UserError
from tests.analyses.naive import table
from tests.analyses.test_reference import RESULTS

EVIL = '</script><script>alert(1)</script><!--<script> & " \u2028'


@pytest.fixture
def built(tmp_path):
    """As after ``./dev web``, with a script small enough to look at."""
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "chart.js").write_text("done()")
    chart._script.cache_clear()
    with mock.patch.object(chart, "files", return_value=tmp_path):
        yield
    chart._script.cache_clear()


@pytest.fixture
def not_built(tmp_path):
    chart._script.cache_clear()
    with mock.patch.object(chart, "files", return_value=tmp_path):
        yield
    chart._script.cache_clear()


def answer_in(page: str) -> dict:
    return json.loads(re.findall(r'id="klantreis-answer">(.*?)</script>', page, re.DOTALL)[0])["answer"]


@pytest.mark.usefixtures("built")
@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.question)
def test_the_page_holds_the_whole_answer(result, tmp_path):
    saved = result.plot(language="nl").save(tmp_path / "chart.html")
    assert answer_in(saved.read_text()) == json.loads(json.dumps(result.to_dict()))


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict]] = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


@pytest.mark.usefixtures("built")
def test_names_of_the_data_are_text_on_the_page_and_in_the_notebook():
    plotted = paths(table([("p", EVIL, 0)])).plot()
    page = Elements()
    page.feed(plotted.page)
    assert [tag for tag, _ in page.seen].count("script") == 2
    assert answer_in(plotted.page)["paths"][0]["path"] == [EVIL]
    shown = Elements()
    shown.feed(plotted._repr_html_())
    assert [tag for tag, _ in shown.seen] == ["iframe"]
    frame = shown.seen[0][1]
    assert frame["sandbox"] == "allow-scripts allow-downloads"
    assert frame["srcdoc"] == plotted.page
    assert "default-src 'none'" in plotted.page, "nothing is loaded and nobody is told"


@pytest.mark.usefixtures("built")
def test_a_long_list_is_cut_and_said():
    events = [("p", f"a{number}", number) for number in range(3000)]
    plotted = transitions(table(events)).plot()
    assert len(answer_in(plotted.page)["transitions"]) == chart.MOST_ROWS
    assert "The first 2,000 of 3,001 transitions are in this chart." in plotted.page


@pytest.mark.usefixtures("not_built")
def test_without_the_web_bundle_the_page_holds_the_still_picture(tmp_path):
    plotted = RESULTS[0].plot()
    assert plotted.svg in plotted.save(tmp_path / "chart.html").read_text()
    assert "<script" not in plotted.page


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(UserError) as caught:
        RESULTS[0].plot().save(tmp_path / "chart.png")
    assert caught.value.code == "chart.form"


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_an_absent_package_is_named(package):
    with mock.patch("klantreis.analyses.result.find_spec", return_value=None), pytest.raises(UserError) as caught:
        getattr(RESULTS[0], f"to_{package}")()
    assert (caught.value.code, caught.value.params) == ("result.extra", {"package": package})


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.question)
def test_every_result_becomes_every_table(result):
    arrow = result.to_arrow()
    assert result.to_polars().shape == result.to_pandas().shape == arrow.shape
    assert result.to_dict()["schema"] == 1

from xml.etree import ElementTree

import pytest

from klantreis.analyses.paths import paths
from klantreis.analyses.picture import bar_chart, html_table, written
from klantreis.analyses.timing import timing
from tests.analyses.naive import table
from tests.analyses.test_reference import RESULTS


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.question)
def test_every_result_shows_itself_in_a_notebook(result, tmp_path):
    assert f"n = {result.n}" in result._repr_html_()
    ElementTree.fromstring(f"<div>{result._repr_html_()}</div>")
    saved = result.plot().save(tmp_path / "picture.svg")
    assert len(ElementTree.parse(saved).findall(".//{*}rect")) == len(result.bars()) > 0


def test_names_from_the_data_are_text_and_never_markup():
    shown = paths(table([("p", "<script>alert(1)</script>", 0)]))
    assert "<script" not in shown._repr_html_() + shown.plot().svg


def test_what_is_left_out_is_said():
    rows = [{"name": f"t{number}", "count": number} for number in range(25)]
    assert "and 5 more" in html_table("many", rows)
    assert "and 5 more" in bar_chart("many", [(row["name"], row["count"], "") for row in rows]).svg


def test_nothing_to_draw_is_an_empty_picture():
    none = timing(table([("p", "a", 0), ("p", "b", 1)]), "b", "a")
    ElementTree.fromstring(none.plot().svg)


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("median_s", 90.0, "1.5 min"),
        ("median_s", 0.5, "0.5 s"),
        ("median_s", 172_800.0, "2.0 d"),
        ("share", 0.256, "25.6%"),
        ("interval", [0.1, 0.25], "10.0% – 25.0%"),
        ("count", 1234, "1,234"),
        ("path", ["a", "b"], "a → b"),
        ("median_s", None, ""),
    ],
)
def test_numbers_for_a_reader(key, value, shown):
    assert written(key, value) == shown

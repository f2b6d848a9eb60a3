from xml.etree import ElementTree

import numpy as np
import pytest

from klantreis.analyses.moments import moments
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


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.question)
def test_a_table_without_rows_has_its_columns_too(result, monkeypatch):
    assert {tuple(row) for row in result.rows()} == {result.columns}
    monkeypatch.setattr(type(result), "rows", lambda self: [])
    assert tuple(result.to_arrow().column_names) == result.columns


def test_what_is_not_in_the_table_is_told_above_it():
    html = {each.question: each._repr_html_() for each in RESULTS}
    assert "<p>touchpoints: distance" in html["drift"]
    assert "<p>conversion now" in html["simulate"]
    assert "journeys compared" in html["explain"]
    # a difference of shares is in percentage points, and so is its interval; a part of something shows its share
    drift = html_table("d", [{"name": "x", "before": {"journeys": 1, "share": 0.5}, "difference": -0.25,
                              "interval": [-0.5, 0.01], "p": 0.0004, "q": 0.04}])  # fmt: skip
    for text in ("50.0%", "-25.0 pp", "-50.0 pp … +1.0 pp", "&lt; 0.001", "0.040"):
        assert text in drift


def test_scores_are_no_percentages_in_a_notebook():
    rows = [(f"c{k:03}", "a", at) for k in range(70) for at in range(1 + k % 2)]
    journeys = table([*rows, *((f"c{k:03}", "end", 9) for k in range(70))])
    ends = np.array([journeys.labels[code] == "end" for code in journeys.codes])
    score = np.where(ends, np.arange(len(ends)) % 11, None)
    kind = np.where(ends, "nps", None)
    shown = moments(journeys, None, attributes=lambda names: {"score": score, "score_kind": kind})._repr_html_()
    assert "score" in shown
    assert "%" not in shown.split("<table>")[1]


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

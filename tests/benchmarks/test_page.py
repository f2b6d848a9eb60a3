"""The benchmark page is what the results say, and a results file has one form."""

import json

import pytest

from benchmarks import page, record


def test_the_page_is_generated_from_the_results():
    assert page.PAGE.read_text(encoding="utf-8") == page.page(record.load()), "run python -m benchmarks.page"


def test_a_written_file_is_read_back_and_shown(tmp_path):
    record.write(
        tmp_path / "one.json",
        title="One",
        intro="A question.",
        command="python -m benchmarks.one",
        tables=[
            record.table(
                "Times",
                [("name", "question", "text"), ("took", "time", "s"), ("ratio", "against", "times")],
                [{"name": "reach", "took": 0.0312, "ratio": 61.4}, {"name": "paths", "took": "did not finish in 60 s"}],
            )
        ],
        bars=[record.bar("reach ≥ 50 times", 50, 61.4, True, "times"), record.bar("paths", 50, None, False, "times")],
        about={**record.machine(), "load": 0.0},
    )
    shown = page.page(record.load(tmp_path))
    assert "| reach | 31.2 ms | 61.4 × |" in shown
    assert "| paths | did not finish in 60 s |  |" in shown
    assert "| reach ≥ 50 times | 50 × | 61.4 × | yes |" in shown
    assert "| paths | 50 × | not measured | **no** |" in shown
    assert "other work" not in shown


def test_a_busy_machine_is_said(tmp_path):
    about = {**record.machine(), "cores": 2, "load": 6.0}
    bars = [record.bar("reach", 50, 61.4, True, "times"), record.bar("equal", 500, 500, True, "count")]
    record.write(tmp_path / "one.json", title="One", intro="x", command="x", tables=[], bars=bars, about=about)
    shown = page.page(record.load(tmp_path))
    assert "while the machine was doing other work" in shown
    assert "| reach | 50 × | 61.4 × (busy machine) | yes |" in shown
    assert "| equal | 500 | 500 | yes |" in shown


def test_another_form_is_refused_with_its_name(tmp_path):
    (tmp_path / "odd.json").write_text(json.dumps({"format": 1, "title": "x"}))
    with pytest.raises(ValueError, match=r"odd\.json: a results file has the fields"):
        record.load(tmp_path)
    with pytest.raises(ValueError, match="keys without a column"):
        record.check(
            {field: [] for field in record.FIELDS}
            | {"format": 1, "tables": [record.table("t", [("a", "a", "s")], [{"b": 1}])]}
        )


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.0000051, "s", "5.10 µs"), (0.25, "s", "250 ms"), (12.3456, "s", "12.3 s"), (1_234.5, "s", "1,234 s"),
        (10_000_000, "count", "10,000,000"), (5_230.4, "mb", "5.23 GB"), (88, "mb", "88 MB"), (0.5, "share", "50.0 %"),
        (1, "share", "100 %"), (None, "s", ""), (True, "text", "yes"), (11.2, "number", "11.2"),
        (2_000_000, "us", "2.00 s"),
    ],
)  # fmt: skip
def test_a_number_is_shown_in_the_unit_that_reads_best(value, unit, text):
    assert page._shown(value, unit) == text

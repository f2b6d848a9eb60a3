"""Two selections side by side, on tables one can count by hand."""

import numpy as np
import pytest

from klantreis.analyses.compare import compare
from klantreis.analyses.funnel import funnel
from klantreis.analyses.measures import newcombe, two_shares_p
from klantreis.analyses.paths import paths
from klantreis.analyses.reach import reach
from klantreis.analyses.timing import timing
from klantreis.analyses.transitions import transitions
from klantreis.errors import UserError
from tests.analyses.naive import table

# Before, 30 of 60 who search book, after 45 of 60; only before does anybody call.
BEFORE = table(
    [(f"b{k}", "zoek", 0) for k in range(60)] + [(f"b{k}", "boek", 10) for k in range(30)] + [("b0", "bel", 20)]
)
AFTER = table([(f"a{k}", "zoek", 0) for k in range(60)] + [(f"a{k}", "boek", 30) for k in range(45)])


def by_name(found):
    return {each.what: each for each in found.compared}


def test_reach_both_numbers_and_the_difference():
    found = compare(reach(BEFORE), reach(AFTER))
    book = by_name(found)["boek",]
    assert ((book.a.part, book.a.whole), (book.b.part, book.b.whole)) == ((30, 60), (45, 60))
    assert book.difference == pytest.approx(0.25)
    assert book.interval == newcombe(45, 60, 30, 60)
    arrays = (np.array([count]) for count in (45, 60, 30, 60))
    assert book.p == pytest.approx(two_shares_p(*arrays)[0])
    assert book.q == pytest.approx(book.p * 3 / 1)
    assert not book.small
    assert found.n == 120


def test_what_only_one_side_has_counts_nought_on_the_other():
    call = by_name(compare(reach(BEFORE), reach(AFTER)))["bel",]
    assert ((call.a.part, call.b.part, call.b.whole)) == (1, 0, 60)
    pair = by_name(compare(transitions(BEFORE), transitions(AFTER)))["boek", "bel"]
    assert (pair.a.part, pair.b.part, pair.b.whole) == (1, 0, 60)
    path = by_name(compare(paths(BEFORE), paths(AFTER)))["zoek", "boek", "bel"]
    assert (path.a.part, path.b.part, path.b.whole) == (1, 0, 60)


def test_a_funnel_by_step():
    found = compare(funnel(BEFORE, ["zoek", "boek"]), funnel(AFTER, ["zoek", "boek"]))
    first, second = found.compared
    assert (first.what, first.difference) == (("1. zoek",), 0)
    assert (second.a.part, second.a.whole, second.b.part) == (30, 60, 45)
    assert [(t.what, t.a, t.b, t.difference) for t in found.times] == [("2. boek", 10, 30, 20)]


def test_timing_in_shares_and_seconds():
    found = compare(timing(BEFORE, "zoek", "boek", 20), timing(AFTER, "zoek", "boek", 20))
    assert {each.what[0]: (each.a.part, each.a.whole, each.b.part, each.b.whole) for each in found.compared} == {
        "arrived": (30, 60, 45, 60),
        "above": (0, 30, 45, 45),
    }
    assert found.times[0].difference == 20


def test_few_are_flagged_and_nobody_is_no_number():
    few = table([("p", "zoek", 0)])
    row = by_name(compare(reach(few), reach(AFTER)))["zoek",]
    assert row.small
    nobody = table([])
    row = by_name(compare(reach(nobody), reach(AFTER)))["zoek",]
    assert (row.difference, row.interval, row.p, row.q, row.small) == (None, None, None, None, True)


def test_only_one_question_at_a_time():
    with pytest.raises(UserError, match="two questions"):
        compare(reach(BEFORE), paths(AFTER))
    with pytest.raises(UserError, match="side by side"):
        compare({"question": "draft"}, {"question": "draft"})


def test_a_limit_keeps_what_differs_most_surely():
    every, found = compare(reach(BEFORE), reach(AFTER)), compare(reach(BEFORE), reach(AFTER), limit=1)
    assert (every.left_out.rows, every.left_out.sure) == (0, 0)
    assert [each.what for each in found.compared] == [("boek",)]
    assert found.compared[0] == by_name(every)["boek",], "q is over all rows, listed or not"
    assert (found.left_out.rows, found.left_out.sure) == (2, 0)

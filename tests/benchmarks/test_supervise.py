"""A tool that is slow, greedy or broken costs its own row, and the rest goes on."""

import sys

import pytest

from benchmarks import supervise

SCRIPT = """
import sys, time
sys.path.insert(0, {peers!r})
import pyarrow as pa
from answering import Question, serve

def load(asked):
    def slow():
        time.sleep(30)
    def greedy():
        held = bytearray(600_000_000)
        time.sleep(30)
        return held
    def broken():
        raise ValueError("no such thing")
    table = lambda answer: pa.table({{"count": [answer]}})
    asks = {{"slow": slow, "quick": lambda: 41 + 1, "greedy": greedy, "broken": broken, "also": lambda: 7}}
    return {{name: Question(ask, table) for name, ask in asks.items()}}

serve(load)
"""


@pytest.fixture
def tool(tmp_path, monkeypatch):
    (tmp_path / "with_odd.py").write_text(SCRIPT.format(peers=str(supervise.SCRIPTS)))
    monkeypatch.setattr(supervise, "SCRIPTS", tmp_path)
    return {"file": tmp_path / "none", "folder": tmp_path / "answers", "threads": 1, "only": [], "runs": 2}


@pytest.mark.wide
def test_the_rest_goes_on_in_a_new_process(tool):
    heard = supervise.ask(sys.executable, "odd", tool, limit_s=6, memory_gb=0.5)
    assert set(heard.answers) == {"quick", "also"}
    assert len(heard.answers["quick"]["times"]) == 2
    assert heard.failures["slow"] == "did not finish in 6 s"
    assert heard.failures["greedy"].startswith("needed more than")
    assert heard.failures["broken"] == "ValueError: no such thing"


def test_a_tool_that_cannot_load_says_why(tool, tmp_path):
    (tmp_path / "with_odd.py").write_text("raise SystemExit('there is no such module')")
    heard = supervise.ask(sys.executable, "odd", tool)
    assert heard.failures == {"loading": "ended with code 1: there is no such module"}

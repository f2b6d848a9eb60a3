import os
import subprocess
import sys

QUESTIONS = """
import numpy as np
from klantreis.analyses.attribution import touched
from klantreis.analyses.funnel import funnel, passing
from klantreis.analyses.paths import paths
from klantreis.analyses.reach import reach
from klantreis.analyses.simulate import followed, simulate
from klantreis.analyses.timing import timing, timing_inside
from klantreis.analyses.transitions import transitions
from klantreis.engine.index import Batch, build, merge, split_by_gap

for many in (40, 200, 400, 3000):
    keys, codes = np.arange(4000, dtype=np.uint32) // 3, np.arange(4000) % many + 1
    batch = Batch(keys, codes, np.arange(4000) * 1_000_000)
    index = merge(build([batch]), [batch])
    names = (None, *(f"t{code}" for code in range(1, many + 1)))
    journeys = index.journeys(names, lambda numbers: [str(number) for number in numbers])
    for asked in (journeys, split_by_gap(journeys, 1_500_000), journeys.select(np.arange(journeys.n) % 2 == 0)):
        transitions(asked), paths(asked), paths(asked, collapse=True, limit=3), reach(asked)
        timing(asked, "t1", "t2"), timing(asked, "t1", "t2", each=True), timing_inside(asked, ("t1", "t2"))
        _ = touched(asked, "t2", "t1", by="activity") if many < 2000 else None  # more touches than that are refused
        simulate(asked, "t2")
        _ = followed(asked, "t2", "t1"), followed(asked, "t2", side="open", allowed="1h")
        for mode in ("ordered", "strict", "any"):
            funnel(asked, ["t1", "t2"], "1h", mode)
            funnel(asked, ["t1", "t2"], "1h", mode, only_counts=True)
            funnel(asked, ["t1", "t2"], None, mode, only_counts=True)
            passing(asked, ["t1", "t2"], 2, "1h", mode)
        for mode in ("ordered", "strict"):
            funnel(asked, ["t1", "t2", "t3"], "1h", mode, step_within="5m", optional=[2], by="attempt")
"""

# A kernel has one signature per set of element types it was compiled, or loaded, for.
KNOWN = """
import sys
def known():
    kernels = [k for name, module in list(sys.modules.items()) if name.startswith("klantreis") and "kernel" in name
               for k in vars(module).values() if hasattr(k, "signatures")]
    return {(k.__name__, str(signature)) for k in kernels for signature in k.signatures}
"""


def run(code, **environment):
    given = {**os.environ, **environment}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=given, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_after_warming_up_the_first_questions_need_nothing_new():
    warm = "from klantreis.analyses import warm; warm()"
    assert run(f"{KNOWN}{warm}\nbefore = known()\n{QUESTIONS}\nprint(sorted(known() - before))") == "[]"


def test_warming_up_apart_is_done_once_and_what_failed_is_tried_again(tmp_path):
    code = "from klantreis.engine.warm import apart, _mark; apart({!r}); print(_mark().exists())"
    assert run(code.format("raise SystemExit(3)"), NUMBA_CACHE_DIR=str(tmp_path)) == "False"
    assert run(code.format("import klantreis"), NUMBA_CACHE_DIR=str(tmp_path)) == "True"
    assert run(code.format("raise SystemExit(3)"), NUMBA_CACHE_DIR=str(tmp_path)) == "True"


def test_importing_a_question_does_not_load_the_compiler():
    code = "import sys, klantreis.analyses.funnel, klantreis.engine.index; print('numba' in sys.modules)"
    assert run(code) == "False"

import subprocess
import sys

from klantreis import analyses
from klantreis.analyses.funnel import funnel
from klantreis.analyses.paths import paths
from klantreis.engine import kernels_funnel, kernels_paths
from tests.analyses.naive import table


def test_after_warming_up_nothing_is_compiled():
    analyses.warm()
    before = [len(kernels_funnel.walk.signatures), len(kernels_paths.collapse.signatures)]
    journeys = table([("p", "a", 0), ("p", "b", 1)])
    funnel(journeys, ["a", "b"])
    paths(journeys, collapse=True)
    assert [len(kernels_funnel.walk.signatures), len(kernels_paths.collapse.signatures)] == before


def test_importing_a_question_does_not_load_the_compiler():
    code = "import sys, klantreis.analyses.funnel, klantreis.engine.index; print('numba' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

"""That no question is left out where engines are held against each other."""

from tests.conformance.questions import QUESTIONS, every_question


def test_every_question_is_asked_of_every_engine():
    asked = {name.partition(",")[0] for name in QUESTIONS}
    assert every_question() <= asked, "add the new question to tests/conformance/questions.py"

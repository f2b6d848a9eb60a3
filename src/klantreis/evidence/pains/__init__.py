"""Where does it hurt: candidates from journeys, compared fairly, ranked by what is at stake."""

from klantreis.evidence.pains.finding import pains
from klantreis.evidence.pains.result import Ending, Pain, Pains, Rate, Worth

__all__ = ["Ending", "Pain", "Pains", "Rate", "Worth", "pains"]

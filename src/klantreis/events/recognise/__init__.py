"""What a file is and what its columns mean, as a preview that a person can correct."""

from klantreis.events.recognise.preview import Column, Preview, recognise

__all__ = ["Column", "Preview", "recognise"]

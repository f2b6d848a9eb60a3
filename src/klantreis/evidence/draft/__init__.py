"""Drafting a map from events alone: touchpoints, their order, phases, and what each was written from."""

from klantreis.evidence.draft.drafting import Draft, draft

__all__ = ["Draft", "draft"]

"""Comment: what somebody says about a record."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field

from klantreis.journey.bounds import Line, Moment, Text
from klantreis.journey.evidence import TARGETS
from klantreis.journey.ids import CommentId, different, pattern
from klantreis.journey.record import Record, Reference

COMMENTED = (*TARGETS, "evidence", "connection", "sticky", "suggestion", "view")


class Comment(Record):
    """A remark, or an answer to one; ``resolved`` closes a thread and counts on its first comment."""

    references: ClassVar[tuple[Reference, ...]] = (Reference("target", "cascade"), Reference("reply_to", "cascade"))

    id: CommentId
    kind: Literal["comment"] = "comment"
    target: Annotated[str, Field(pattern=pattern(*COMMENTED))]
    text: Text
    by: Line
    at: Moment
    reply_to: CommentId | None = None
    resolved: bool = False
    resolved_by: Line | None = None
    mentions: Annotated[tuple[Line, ...], Field(strict=False, max_length=50), AfterValidator(different)] = ()
    """Names of the people it is meant for."""

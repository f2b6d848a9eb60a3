"""The base of every wire model, and how an answer is written."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec
from fastapi import Request
from pydantic import BaseModel, ConfigDict
from starlette.responses import Response

from klantreis.workspace.answers import Answer

Interval = tuple[float, float]
"""A 95 % interval, ``[low, high]``."""


class Wire(BaseModel):
    """A body with these fields and no others."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, serialize_by_alias=True)


class Problem(Wire):
    """RFC 9457 problem document. ``code`` is stable; ``params`` holds the facts of the message as plain values."""

    type: str
    code: str
    title: str
    status: int
    where: str | None
    mend: str | None
    params: dict[str, Any]
    instance: str | None


def reply(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """A JSON answer; times with a ``Z``, no number that JSON does not know."""
    return Response(msgspec.json.encode(body), status, headers, "application/json")


def reply_kept(request: Request, answer: Answer) -> Response:
    """An answer of the workspace, which the browser may keep as long as its key stands; 304 when it has it already."""
    return _tagged(request, answer.body, repr(answer.key))


def reply_tagged(request: Request, body: Any, key: str) -> Response:
    """A JSON answer that the browser may keep as long as ``key`` stands; 304 when it has it already."""
    return _tagged(request, msgspec.json.encode(body), key)


def _tagged(request: Request, body: bytes, key: str) -> Response:
    tag = f'"{hashlib.sha256(key.encode()).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Cookie"}
    if tag in [asked.strip().removeprefix("W/") for asked in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=headers)
    return Response(body, 200, headers, "application/json")

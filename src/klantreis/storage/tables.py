"""The tables, said once; a test holds the migrations to them.

Times are UTC text of one width (``2026-11-21T20:15:30.123456Z``), which sorts as time in every
database. JSON is kept as text, exactly as it was written.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

ID, MOMENT, AUTHOR = String(40), String(32), String(200)

MAPS = Table(
    "maps",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("schema_number", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("created_by", AUTHOR, nullable=False),
    Column("changed_at", MOMENT, nullable=False),
    Column("changed_by", AUTHOR, nullable=False),
    Column("deleted_at", MOMENT),
    Index("ix_maps_listed", "deleted_at", "changed_at", "id", "version", "created_at", "created_by", "changed_by"),
)
"""One row per map: its current document. ``summary`` is what a gallery shows; the index, what a list asks."""

CHANGES = Table(
    "changes",
    METADATA,
    Column("map_id", ID, ForeignKey("maps.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("at", MOMENT, nullable=False),
    Column("author", AUTHOR, nullable=False),
    Column("action", String(20), nullable=False),
    Column("request_key", String(100)),
    Column("request_digest", String(64)),
    Column("schema_number", Integer, nullable=False),
    Column("changes", Text, nullable=False),
    Column("inverse", Text, nullable=False),
    Column("restored_from", Integer),
    UniqueConstraint("map_id", "request_key"),
)
"""The log: one row per accepted change set, append-only."""

SNAPSHOTS = Table(
    "snapshots",
    METADATA,
    Column("map_id", ID, ForeignKey("maps.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("document", Text, nullable=False),
)
"""Whole documents at some versions, from which the log is replayed."""

NAMED_VERSIONS = Table(
    "named_versions",
    METADATA,
    Column("map_id", ID, ForeignKey("maps.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("author", AUTHOR, nullable=False),
    Column("at", MOMENT, nullable=False),
)

ROOMS = Table(
    "rooms",
    METADATA,
    Column("map_id", ID, ForeignKey("maps.id", ondelete="CASCADE"), primary_key=True),
    Column("state", LargeBinary, nullable=False),
    Column("upto", Integer, nullable=False),
    Column("version", Integer, nullable=False),
)
"""The shared document of a map: ``state`` holds the updates up to ``upto``, the map's log those in ``version``."""

ROOM_UPDATES = Table(
    "room_updates",
    METADATA,
    Column("map_id", ID, ForeignKey("maps.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", MOMENT, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("authors", Text, nullable=False),
)
"""Updates since then, one row per batch; ``authors`` is who changed which record, as JSON."""

ATTACHMENTS = Table(
    "attachments",
    METADATA,
    Column("map_id", ID, ForeignKey("maps.id", ondelete="CASCADE"), primary_key=True),
    Column("id", ID, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("size", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("at", MOMENT, nullable=False),
    Column("author", AUTHOR, nullable=False),
    Column("content", LargeBinary, nullable=False),
    UniqueConstraint("map_id", "digest"),
)
"""Files that belong to a map: pictures of personas, images and files in cells. They go with their map."""

AUDIT = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", MOMENT, nullable=False),
    Column("author", AUTHOR, nullable=False),
    Column("action", String(40), nullable=False),
    Column("map_id", ID),
    Column("version", Integer),
    Column("details", Text, nullable=False),
    Index(None, "map_id", "id"),
    sqlite_autoincrement=True,
)
"""Who did what, when; outlives the map it is about."""

SEGMENTS = Table(
    "segments",
    METADATA,
    Column("name", String(200), primary_key=True),
    Column("where_text", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("changed_at", MOMENT, nullable=False),
    Column("changed_by", AUTHOR, nullable=False),
)

EXPLORATIONS = Table(
    "explorations",
    METADATA,
    Column("name", String(200), primary_key=True),
    Column("address", Text, nullable=False),
    Column("changed_at", MOMENT, nullable=False),
    Column("changed_by", AUTHOR, nullable=False),
)
"""Questions of the journey explorer that have a name."""

SETTINGS = Table(
    "settings",
    METADATA,
    Column("name", String(100), primary_key=True),
    Column("value", Text, nullable=False),
    Column("changed_at", MOMENT, nullable=False),
    Column("changed_by", AUTHOR, nullable=False),
)

USERS = Table(
    "users",
    METADATA,
    Column("name", AUTHOR, primary_key=True),
    Column("role", String(20), nullable=False),
    Column("password_hash", Text),
    Column("disabled", Boolean, nullable=False),
    Column("created_at", MOMENT, nullable=False),
)

SESSIONS = Table(
    "sessions",
    METADATA,
    Column("token_hash", String(64), primary_key=True),
    Column("user_name", AUTHOR, ForeignKey("users.name", ondelete="CASCADE"), nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("expires_at", MOMENT, nullable=False),
    Index(None, "user_name"),
)
"""Who is signed in; only a hash of the token is kept."""

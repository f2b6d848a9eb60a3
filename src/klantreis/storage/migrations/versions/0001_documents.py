"""Maps with their log, snapshots, named versions and audit; segments, settings, users and sessions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID, MOMENT, AUTHOR = sa.String(40), sa.String(32), sa.String(200)


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "maps",
        sa.Column("id", ID, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("schema_number", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", AUTHOR, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by", AUTHOR, nullable=False),
        sa.Column("deleted_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_maps"),
    )
    op.create_table(
        "changes",
        sa.Column("map_id", ID, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("author", AUTHOR, nullable=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("request_key", sa.String(100)),
        sa.Column("request_digest", sa.String(64)),
        sa.Column("schema_number", sa.Integer, nullable=False),
        sa.Column("changes", sa.Text, nullable=False),
        sa.Column("inverse", sa.Text, nullable=False),
        sa.Column("restored_from", sa.Integer),
        sa.PrimaryKeyConstraint("map_id", "version", name="pk_changes"),
        sa.ForeignKeyConstraint(["map_id"], ["maps.id"], name="fk_changes_map_id", ondelete="CASCADE"),
        sa.UniqueConstraint("map_id", "request_key", name="uq_changes_map_id_request_key"),
    )
    op.create_table(
        "snapshots",
        sa.Column("map_id", ID, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("map_id", "version", name="pk_snapshots"),
        sa.ForeignKeyConstraint(["map_id"], ["maps.id"], name="fk_snapshots_map_id", ondelete="CASCADE"),
    )
    op.create_table(
        "named_versions",
        sa.Column("map_id", ID, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("author", AUTHOR, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("map_id", "version", name="pk_named_versions"),
        sa.ForeignKeyConstraint(["map_id"], ["maps.id"], name="fk_named_versions_map_id", ondelete="CASCADE"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("author", AUTHOR, nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("map_id", ID),
        sa.Column("version", sa.Integer),
        sa.Column("details", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_map_id_id", "audit", ["map_id", "id"])
    op.create_table(
        "segments",
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("where_text", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by", AUTHOR, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_segments"),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by", AUTHOR, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_settings"),
    )
    op.create_table(
        "users",
        sa.Column("name", AUTHOR, nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("password_hash", sa.Text),
        sa.Column("disabled", sa.Boolean, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_users"),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("user_name", AUTHOR, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sessions"),
        sa.ForeignKeyConstraint(["user_name"], ["users.name"], name="fk_sessions_user_name", ondelete="CASCADE"),
    )
    op.create_index("ix_sessions_user_name", "sessions", ["user_name"])


def downgrade() -> None:
    """Drop every table."""
    for name in (
        "sessions",
        "users",
        "settings",
        "segments",
        "audit",
        "named_versions",
        "snapshots",
        "changes",
        "maps",
    ):
        op.drop_table(name)

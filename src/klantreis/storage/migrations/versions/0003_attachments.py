"""Attachments: files that belong to a map."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ID, MOMENT, AUTHOR = sa.String(40), sa.String(32), sa.String(200)


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "attachments",
        sa.Column("map_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("media_type", sa.String(100), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("author", AUTHOR, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("map_id", "id", name="pk_attachments"),
        sa.ForeignKeyConstraint(["map_id"], ["maps.id"], name="fk_attachments_map_id", ondelete="CASCADE"),
        sa.UniqueConstraint("map_id", "digest", name="uq_attachments_map_id_digest"),
    )


def downgrade() -> None:
    """Drop it, with every file in it."""
    op.drop_table("attachments")

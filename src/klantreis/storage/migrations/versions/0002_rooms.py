"""Rooms: the shared document of a map that is edited by many, and the log of its updates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID, MOMENT = sa.String(40), sa.String(32)


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "rooms",
        sa.Column("map_id", ID, nullable=False),
        sa.Column("state", sa.LargeBinary, nullable=False),
        sa.Column("upto", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("map_id", name="pk_rooms"),
        sa.ForeignKeyConstraint(["map_id"], ["maps.id"], name="fk_rooms_map_id", ondelete="CASCADE"),
    )
    op.create_table(
        "room_updates",
        sa.Column("map_id", ID, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("authors", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("map_id", "number", name="pk_room_updates"),
        sa.ForeignKeyConstraint(["map_id"], ["maps.id"], name="fk_room_updates_map_id", ondelete="CASCADE"),
    )


def downgrade() -> None:
    """Drop them; the maps themselves hold all but the last second."""
    op.drop_table("room_updates")
    op.drop_table("rooms")

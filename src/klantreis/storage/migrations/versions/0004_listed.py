"""An index that holds what a list of maps asks, so that no document is passed on the way."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

COLUMNS = ["deleted_at", "changed_at", "id", "version", "created_at", "created_by", "changed_by"]


def upgrade() -> None:
    """Make the index."""
    op.create_index("ix_maps_listed", "maps", COLUMNS)


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_maps_listed", "maps")

"""Alembic's entry: run the scripts on the connection that ``storage.migrate`` hands over."""

from __future__ import annotations

from alembic import context

from klantreis.storage.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()

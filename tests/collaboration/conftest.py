"""Databases to keep rooms in."""

from tests.storage.conftest import engine, maps, place, postgres

__all__ = ["engine", "maps", "place", "postgres"]

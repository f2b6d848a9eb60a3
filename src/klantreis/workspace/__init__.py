"""A workspace: one folder with events, maps and settings, and the faces through which people use it."""

from klantreis.workspace.selection import Selection, Unit
from klantreis.workspace.settings import Settings
from klantreis.workspace.workspace import Workspace, open_workspace

__all__ = ["Selection", "Settings", "Unit", "Workspace", "open_workspace"]

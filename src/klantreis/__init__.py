"""Customer journey mapping whose map is alive."""

__version__ = "0.1.0"

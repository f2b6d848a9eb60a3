"""What ./dev does, on the standard library alone: nothing here may import an installed package."""

"""The rules of the house, held by tests: where things live, what may import what, how pages are written."""

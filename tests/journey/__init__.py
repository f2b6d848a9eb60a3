"""The map: its rules are numbered in src/klantreis/journey/SPEC.md, and test names quote them."""

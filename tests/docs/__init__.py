"""The pages are tried: what they show runs."""

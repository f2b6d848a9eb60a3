"""Maps in and out."""

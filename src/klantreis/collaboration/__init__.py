"""Maps edited by many at once: shared documents, their rules, and rooms. Knows no sockets."""

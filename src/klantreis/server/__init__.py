"""HTTP only: parse, authorise, call, reply."""

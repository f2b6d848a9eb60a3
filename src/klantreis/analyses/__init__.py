"""One question per file: a kernel, a merge and a frozen result."""

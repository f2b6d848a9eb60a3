"""The same questions put to other tools, one script per tool.

A script runs in the environment of the tools (never in ours), reads one Parquet file, and writes its answers and times;
``answering.py`` is what they share. They import nothing of the product, and the product imports nothing of them.
"""

"""Moves a legacy Webnode blog to clean Markdown, and accounts for everything it saw.

Read `pipeline.py` first: it is the whole flow on one page.
"""

__version__ = "0.1.0"

"""Which version of the program this is: printed by `--version`, written into workbooks, journals and fingerprints.

Takes nothing, gives a text; imports nothing, so that every room may ask.
"""

VERSION = "0.1.0"

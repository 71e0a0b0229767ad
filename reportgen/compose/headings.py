"""Lines of a snippet that are headings: （一）, 1. and （1） in front of a few words.

Takes a line, gives its level. A line that goes on in sentences after its number (（一）公开的数量。2012年，…) is body
text, as printed reports set it: as a heading it would stand whole, and long, in the heading's type and in the outline.
The line itself is never changed.
"""

import re

_LONGEST = 40  # characters; longer ones are sentences
_MARKS = (
    # （一）, (十二), ㈠; 1., 12、, but not 1.5; （1）, ⑴
    (2, re.compile(r"\s*(?:（[一二三四五六七八九十百]{1,4}）|\([一二三四五六七八九十百]{1,4}\)|[㈠-㈩])")),
    (3, re.compile(r"\s*[0-9０-９]{1,2}(?:、|[.．](?![0-9０-９]))")),
    (4, re.compile(r"\s*(?:（[0-9０-９]{1,2}）|\([0-9０-９]{1,2}\)|[⑴-⒇])")),
)
_SENTENCES = re.compile(r"[。！？；;](?=.*\S)")  # a stop with words after it


def level(line: str) -> int:
    """2, 3 or 4 for a heading, 0 for body text."""
    if len(line) > _LONGEST:
        return 0
    for number, mark in _MARKS:
        found = mark.match(line)
        if found:
            rest = line[found.end() :]
            return number if rest.strip() and not _SENTENCES.search(rest) else 0
    return 0

"""Lets Python-Markdown read what CommonMark says and it would not: an extension for it.

Strikes between two tildes, a backslash before any sign, code with fences in lists and quotations,
quotations that stand apart, numbers with a bracket, and no heading without a blank behind its
hashes.
"""

import re
import string
from html import escape

from markdown.blockprocessors import BlockQuoteProcessor, HashHeaderProcessor, ReferenceProcessor
from markdown.extensions import Extension
from markdown.extensions.sane_lists import SaneOListProcessor
from markdown.extensions.tables import TableProcessor
from markdown.inlinepatterns import BACKTICK_RE, BacktickInlineProcessor, SimpleTagInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import AtomicString, code_escape

NAME = r"((?:\\.|[^\[\]\\])*)\]:"
STRIKE = r"(~~)(?!~)(.+?)(?<!~)~~(?!~)"


class Headings(HashHeaderProcessor):
    """A heading has a blank behind its hashes; those at its end, too, if they are none of it."""

    RE = re.compile(
        r"(?:^|\n)(?P<level>#{1,6})[ \t]+(?P<header>(?:\\.|[^\\\n])*?)(?:[ \t]+#+)?[ \t]*(?:\n|$)"
    )


class Quotations(BlockQuoteProcessor):
    """Two quotations with an empty line between them are two; one may begin an item of a list."""

    QUOTED = re.compile(r" *>(?: (.*)|(.*))")

    def lastChild(self, parent) -> None:  # noqa: N802, the name is Python-Markdown's
        """None that a quotation would have to join."""

    def clean(self, line: str) -> str:
        """A line without its sign, however far it is indented."""
        found = self.QUOTED.fullmatch(line)
        return (found[1] or found[2] or "") if found else line


class References(ReferenceProcessor):
    """A bracket with a backslash before it does not end the name of an address."""

    RE = re.compile(ReferenceProcessor.RE.pattern.replace(r"([^\[\]]*)\]:", NAME), re.MULTILINE)


class Numbered(SaneOListProcessor):
    """A bracket behind the number makes an item as well as a dot, of another list."""

    def __init__(self, parser):
        super().__init__(parser)
        self.RE = re.compile(r"^ {0,3}\d+[.)] +(.*)")
        self.CHILD_RE = re.compile(r"^ {0,3}((\d+[.)])) +(.*)")

    def run(self, parent, blocks) -> None:
        """Begin a list, or go on with the one before if its numbers look the same."""
        has_bracket = re.match(r" *\d+\)", blocks[0]) is not None
        self.SIBLING_TAGS = [] if has_bracket else ["ol"]
        super().run(parent, blocks)


class Tables(TableProcessor):
    """A pipe in the code of a cell has a backslash before it, which is not shown."""

    CODE = re.compile(r"(?<![\\`])(`+)(?!`).*?(?<!`)\1(?!`)")

    def _split(self, row: str) -> list[str]:
        cells = super()._split(row)
        return [self.CODE.sub(lambda code: code[0].replace(r"\|", "|"), cell) for cell in cells]


class Code(BacktickInlineProcessor):
    """Blanks at the edges of code are part of it, but for one on either side."""

    def handleMatch(self, m, data):  # noqa: N802, the name is Python-Markdown's
        """The element, with all that stands between the signs."""
        found, start, end = super().handleMatch(m, data)
        if getattr(found, "tag", "") == "code":
            signs = len(data[start:end]) - len(data[start:end].lstrip("`"))
            text = data[start + signs : end - signs]
            if text.strip() and text[0] == text[-1] == " ":
                text = text[1:-1]
            found.text = AtomicString(code_escape(text))
        return found, start, end


class Fences(Preprocessor):
    """Code with fences inside a list or a quotation; outside, `fenced_code` sees to it."""

    OPENING = re.compile(
        r"(?P<before>(?:[ >]|(?:[-+*]|\d{1,9}[.)]) +)+)"
        r"(?P<fence>`{3,}|~{3,}) *(?P<language>[^`\s]*) *"
    )

    def run(self, lines: list[str]) -> list[str]:
        """The lines with a mark in the place of each such block."""
        found: list[str] = []
        rest = iter(lines)
        for line in rest:
            opening = self.OPENING.fullmatch(line)
            found.append(self._stored(opening, rest) if opening else line)
        return found

    def _stored(self, opening, rest) -> str:
        before, fence = opening["before"], opening["fence"]
        code = []
        for line in rest:
            inner = _inside(line, before)
            if inner.strip() == fence:
                break
            code.append(f"{inner}\n")
        name = f' class="language-{escape(opening["language"])}"' if opening["language"] else ""
        html = f"<pre><code{name}>{escape(''.join(code), quote=False)}</code></pre>"
        return before + self.md.htmlStash.store(html)


def _inside(line: str, before: str) -> str:
    """A line without the indent and the signs of what the block stands in."""
    at = 0
    for sign in before:
        wanted = sign if sign == ">" else " "
        if not line.startswith(wanted, at):
            break
        at += 1
    return line[at:]


class CommonMark(Extension):
    """All of it: `Markdown(extensions=[CommonMark()])`."""

    def extendMarkdown(self, md) -> None:  # noqa: N802, the name is Python-Markdown's
        """Put the parts in their places."""
        md.ESCAPED_CHARS[:] = string.punctuation
        md.preprocessors.register(Fences(md), "fences_inside", 26)
        tables = Tables(md.parser, {"use_align_attribute": False})
        md.parser.blockprocessors.register(tables, "table", 75)
        md.parser.blockprocessors.register(Headings(md.parser), "hashheader", 70)
        md.parser.blockprocessors.register(Numbered(md.parser), "olist", 40)
        md.parser.blockprocessors.register(Quotations(md.parser), "quote", 20)
        md.parser.blockprocessors.register(References(md.parser), "reference", 15)
        md.inlinePatterns.register(Code(BACKTICK_RE), "backtick", 190)
        md.inlinePatterns.register(SimpleTagInlineProcessor(STRIKE, "del"), "strike", 55)

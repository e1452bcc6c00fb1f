"""A page that is nested deeper than any page needs to be: wrappers go before it is parsed.

Parsers take time with the square of the depth, and some lose what lies too deep. This is the one
place where HTML is changed as text, since there is no tree yet; where no element lies more than a
thousand deep, nothing is done. Links, headings and items of lists always stay.

They also take time with the square of an element's attributes: those beyond two thousand go.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from migrator.elements import BLOCKS

_FEW = 1_500  # tags; with fewer, no depth is a danger
_MANY = 1_000  # levels
_DEEPEST = 256
_MOST = 2_000  # attributes
_ATTRIBUTE = (  # or what stands between two
    r"""(?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+)?+)?+)"""
)
_CROWDED = re.compile(rf"<[a-zA-Z][^\s/>]*+{_ATTRIBUTE}{{{2 * _MOST}}}")
_OPENING = re.compile(
    rf"<!--|<(?P<end>)(?P<name>[a-zA-Z][^\s/>]*+){_ATTRIBUTE}{{0,{2 * _MOST}}}+"
    rf"(?P<beyond>{_ATTRIBUTE}*+)"
)
_TAG = re.compile(  # as HTML5 reads one: a quote begins a value only behind an equals sign
    r"""<!--|<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)
    (?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+)?+)?+){0,400}+>""",
    re.VERBOSE,
)
_LEAVES = frozenset(
    "area audio base br col embed hr iframe img input link meta param source track video"
    " wbr".split()
)
_RAW = frozenset(["script", "style", "textarea", "title", "xmp", "noembed", "noframes"])
_STAYS = frozenset(["a", "li", "h1", "h2", "h3", "h4", "h5", "h6"])
_ENDS = {
    "li": ("li",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "tr": ("td", "th", "tr"),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "tbody": ("td", "th", "tr", "thead", "tbody"),
    "option": ("option",),
}
_SCOPES = frozenset("ul ol dl table td th caption button object select html".split())
_FAR = 300


def shallow(html: str) -> str:
    """The same page with at most some 256 elements around anything; no word is lost by it."""
    html = _uncrowded(html) if len(html) > 2 * _MOST and _CROWDED.search(html) else html
    return html if html.count("<") < _FEW else _Flattened(html).text()


def shallow_bytes(html: bytes) -> bytes:
    """The same for bytes in any encoding that writes tags as ASCII does."""
    if html.count(b"<") < _FEW and len(html) <= 2 * _MOST:
        return html
    return shallow(html.decode("latin-1")).encode("latin-1")


def _uncrowded(html: str) -> str:
    """The same page without the attributes that no element needs."""
    kept, done, at = list[str](), 0, 0
    while found := _OPENING.search(html, at):
        at = _behind(html, found)
        if found["beyond"]:
            kept.append(html[done : found.start("beyond")])
            done = found.end()
    return "".join([*kept, html[done:]])


def _behind(html: str, found: re.Match[str]) -> int:
    """Where to go on behind a tag: behind a comment, or what a script holds."""
    name, at = (found["name"] or "").lower(), found.end()
    if found[0] == "<!--":
        end = html.find("-->", at)
    elif name in _RAW and not found["end"]:
        closing = re.compile(f"</{name}", re.IGNORECASE).search(html, at)
        end = closing.start() if closing else -1
    else:
        return at
    return len(html) if end < 0 else end


@dataclass(slots=True)
class _Flattened:
    """Reads the tags in order, and knows which of them begin or end an element too deep."""

    html: str
    open: list[str] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)
    deepest: int = 0

    def text(self) -> str:
        done, at, last = 0, 0, self.html.rfind(">")
        while at <= last and (found := _TAG.search(self.html, at)):
            at = _behind(self.html, found)
            name = (found["name"] or "").lower()
            if name and name not in _LEAVES and self._is_too_deep(name, is_end=bool(found["end"])):
                self.kept += [self.html[done : found.start()], " " if name in BLOCKS else ""]
                done = found.end()
        is_deep = self.deepest > _MANY
        return "".join([*self.kept, self.html[done:]]) if is_deep else self.html

    def _is_too_deep(self, name: str, *, is_end: bool) -> bool:
        if is_end:
            return self._close(name) and name not in _STAYS
        self._end_before(_ENDS.get(name, ("p",) if name in BLOCKS else ()))
        self.open.append(name)
        self.names[name] += 1
        self.deepest = max(self.deepest, len(self.open))
        return len(self.open) > _DEEPEST and name not in _STAYS

    def _end_before(self, ended: tuple[str, ...]) -> None:
        """An element that ends by itself takes along what stands open in it."""
        if not any(self.names[name] for name in ended):
            return
        far = max(0, len(self.open) - _FAR)
        for at in range(len(self.open) - 1, far - 1, -1):
            if self.open[at] in ended:
                self._pop_to(at)
            elif self.open[at] in _SCOPES:
                return

    def _close(self, name: str) -> bool:
        """Was the element that ends here one that was left out?"""
        depth = len(self.open)
        if not self.names[name]:
            return depth > _DEEPEST
        while self.open[-1] != name:
            self._pop_to(len(self.open) - 1)
        self._pop_to(len(self.open) - 1)
        return depth > _DEEPEST and len(self.open) >= _DEEPEST

    def _pop_to(self, depth: int) -> None:
        self.names.subtract(self.open[depth:])
        del self.open[depth:]

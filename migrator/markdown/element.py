"""What a hook sees of an element: the part of a BeautifulSoup tag that hooks use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborNode


class Element:
    """An element of the page, to be asked and not to be changed.

    Unlike BeautifulSoup, `class` is one string, and `find_all` knows names and attributes that
    must be there, nothing else.
    """

    __slots__ = ("_node", "name")

    def __init__(self, node: LexborNode) -> None:
        self._node = node
        self.name = node.tag or ""

    @property
    def attrs(self) -> dict[str, str]:
        """The attributes; one without a value is an empty string."""
        return {name: value or "" for name, value in self._node.attributes.items()}

    def get(self, name: str, default: str | None = None) -> str | None:
        """An attribute, or the default if it is not there."""
        return self.attrs.get(name, default)

    def has_attr(self, name: str) -> bool:
        """Is the attribute there?"""
        return name in self._node.attributes

    def __getitem__(self, name: str) -> str:
        return self.attrs[name]

    @property
    def parent(self) -> Element | None:
        """The element around this one."""
        around = self._node.parent
        return None if around is None or not around.is_element_node else Element(around)

    @property
    def parents(self) -> Iterator[Element]:
        """The elements around this one, the nearest first."""
        around = self.parent
        while around is not None:
            yield around
            around = around.parent

    @property
    def children(self) -> Iterator[Element]:
        """The elements right below."""
        child = self._node.first_child
        while child is not None:
            if child.is_element_node:
                yield Element(child)
            child = child.next

    def find_all(
        self, names: str | Iterable[str], attrs: Iterable[str] = (), recursive: bool = True
    ) -> list[Element]:
        """The elements below with one of these names, that have all these attributes."""
        wanted = {names} if isinstance(names, str) else {*names}
        within = self._below() if recursive else self.children
        return [e for e in within if e.name in wanted and all(map(e.has_attr, attrs))]

    def find(self, names: str | Iterable[str], attrs: Iterable[str] = ()) -> Element | None:
        """The first element below with one of these names; None if there is none."""
        return next(iter(self.find_all(names, attrs)), None)

    def find_previous_sibling(self, name: str | None = None) -> Element | None:
        """The element before this one, of this name if one is given."""
        return next(self._before(name), None)

    def find_previous_siblings(self, name: str | None = None) -> list[Element]:
        """The elements before this one, the nearest first."""
        return list(self._before(name))

    def find_next_sibling(self, name: str | None = None) -> Element | None:
        """The element after this one, of this name if one is given."""
        after = self._node.next
        while after is not None and not (after.is_element_node and name in (None, after.tag)):
            after = after.next
        return None if after is None else Element(after)

    def get_text(self) -> str:
        """All text below, as it stands in the page."""
        return self._node.text(deep=True)

    @property
    def text(self) -> str:
        """The same as `get_text()`."""
        return self.get_text()

    @property
    def string(self) -> str | None:
        """The text, if nothing else is in the element."""
        only = self._node.first_child
        alone = only is not None and only.is_text_node and only.next is None
        return self.get_text() if alone else None

    def __str__(self) -> str:
        return self._node.html or ""

    def _below(self) -> Iterator[Element]:
        inside = (node for node in self._node.traverse() if node.mem_id != self._node.mem_id)
        return (Element(node) for node in inside if node.is_element_node)

    def _before(self, name: str | None) -> Iterator[Element]:
        before = self._node.prev
        while before is not None:
            if before.is_element_node and name in (None, before.tag):
                yield Element(before)
            before = before.prev

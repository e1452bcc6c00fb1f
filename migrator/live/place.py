"""Where the new site is: which addresses are its own, and which must never be asked for."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from migrator import urls
from migrator.redirects.rule import page


@dataclass(frozen=True, slots=True)
class NewSite:
    """The new site as it is asked for. `base` has no closing slash; it may end with a folder.

    `final` is the host that its pages call their own, where that is another one: a new site can be
    checked at a temporary address. `old` are the hosts of the old site. `keeps_folder` says that
    the site will stay in its folder, so that what leads out of it leads astray.
    """

    base: str
    final: str = ""
    old: frozenset[str] = frozenset()
    keeps_folder: bool = True

    @property
    def host(self) -> str:
        """The only host that is ever asked."""
        return urls.host(self.base)

    @property
    def is_temporary(self) -> bool:
        """Do its pages say that they will stand at another host?"""
        return bool(self.final) and self.final != self.host

    def at(self, path: str) -> str:
        """The address of a decoded path of the site."""
        return self.base + quote(path, safe="/")

    def own(self, url: str) -> str:
        """The address to ask for; empty for one of another site."""
        if not urls.is_web(url) or urls.host(url) not in {self.host, self.final}:
            return ""
        return urls.normal(urls.moved(url, self.base))

    def key(self, url: str) -> str:
        """The same for two spellings of a page of the site: its decoded path within the site.

        What lies outside of the site's folder is no page of the site, and keeps its whole address.
        """
        path, folder = page(urls.path_of(url)), page(urls.path_of(self.base))
        if f"{path}/".startswith(f"{folder}/"):
            return path.removeprefix(folder)
        return url if self.keeps_folder else path

    def is_old(self, url: str) -> bool:
        """Is this an address of the old site, which the new one is not to name?"""
        host = urls.host(url)
        return host in self.old and host not in {self.host, self.final}

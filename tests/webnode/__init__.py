"""A server on loopback that behaves like Webnode, for tests of the crawl and for benchmarks.

All text is invented; the same `Blog` is the same blog, byte for byte but for its ports.
"""

from tests.webnode.blog import Blog, Troubles
from tests.webnode.server import Request, Server, serve
from tests.webnode.traps import NEVER_ASKED

__all__ = ["NEVER_ASKED", "Blog", "Request", "Server", "Troubles", "serve"]

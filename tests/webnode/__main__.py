"""`python -m tests.webnode`: serves a blog until it is stopped; prints its address."""

from __future__ import annotations

import argparse
from contextlib import suppress
from threading import Event

from tests.webnode.blog import Blog
from tests.webnode.server import serve


def main() -> None:
    """Serve what the command line asks for."""
    asked = argparse.ArgumentParser(prog="python -m tests.webnode", description=__doc__)
    asked.add_argument("--posts", type=int, default=300)
    asked.add_argument("--generation", choices=("classic", "webnode2", "both"), default="both")
    asked.add_argument("--trouble", action="store_true", help="answer badly now and then")
    asked.add_argument("--latency", type=float, default=0.0, help="seconds before each answer")
    asked.add_argument("--delay", type=float, default=0.0, help="Crawl-delay of robots.txt")
    asked.add_argument("--seed", type=int, default=7)
    told = asked.parse_args()
    blog = Blog(told.generation, told.posts, told.delay, told.trouble, told.latency, told.seed)
    with serve(blog) as server, suppress(KeyboardInterrupt):
        server.warm()
        print(server.address, flush=True)
        Event().wait()


if __name__ == "__main__":
    main()

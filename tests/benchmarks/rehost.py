"""How export grows with the site: time for each post, memory, and copies of identical pictures.

    python -m tests.benchmarks.rehost [--posts 100 1000] [--pictures 5] [--to hugo]
                                      [--jobs 1] [--plot FILE.svg]

Each post shows five pictures of 40 KB, two of which have the same bytes in all posts. The site lies
in an archive, so nothing is fetched. The ratio is that of the time and the peak for each post. The
peak is that of the first process; others, where they share the work, are as large as a small one.
A plot needs matplotlib: `pip install -e '.[bench]'`.
"""

from __future__ import annotations

import argparse
import gzip
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from tests.webnode.uploads import Upload

SITE = "https://many-hills.webnode.example"
_NAMED = 20  # posts that the home page leads to
_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>{title} :: Hills</title><meta name="generator" content="Webnode 2">
<link rel="canonical" href="{url}"></head>
<body class="l wt-page wnd-fe"><div class="wnd-page l-page"><div class="l-w">
<main class="l-m cf"><section class="s s-basic cf sc-w">
<div class="s-w cf"><div class="s-o s-fs cf">
<div class="s-c s-fs cf"><div class="ez cf"><div class="ez-c"><div class="b b-text cf">
<div class="b-c b-text-c"><h1>{title}</h1>{body}</div>
</div></div></div></div></div></div></section></main></div></div>
<script>var wnd = wnd || {{}};wnd.$data = {{}};</script></body></html>"""


class Run(NamedTuple):
    """What one export took: seconds, and mebibytes at its peak; the pictures that it wrote."""

    seconds: float
    memory: float
    pictures: int


def answers(posts: int, pictures: int) -> Iterator[tuple[str, str, bytes]]:
    """The address, the type and the body of every answer of a site."""
    some = range(0, posts, max(1, posts // _NAMED))
    links = "".join(f'<p><a href="/p{n}/">Post {n}</a></p>' for n in some)
    yield f"{SITE}/", "text/html", _page("/", "Home", links)
    for number in range(posts):
        random = Random(number)
        words = " ".join(random.choices("tea hill frost kettle gate map rain".split(), k=300))
        uploads = [
            Upload(number * pictures + n, f"p{n}.png", _content(number, n), False)
            for n in range(pictures)
        ]
        shown = "".join(f'<p><img src="{SITE}{each.path}" alt="a"></p>' for each in uploads)
        yield (
            f"{SITE}/p{number}/",
            "text/html",
            _page(f"/p{number}/", f"Post {number}", f"<p>{words}</p>{shown}"),
        )
        for each in uploads:
            yield f"{SITE}{each.path}", "image/png", each.body() + bytes(40_000)


def _content(post: int, number: int) -> int:
    """The first two pictures are the same everywhere."""
    return number if number < 2 else 100 + post * 5 + number


def _page(path: str, title: str, body: str) -> bytes:
    return _PAGE.format(url=SITE + path, title=title, body=body).encode()


def archive(path: Path, posts: int, pictures: int) -> Path:
    """The site as a WARC file."""
    with path.open("wb") as file:
        for url, kind, body in answers(posts, pictures):
            http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
            block = http.encode() + body
            head = (
                f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
                f"WARC-Record-ID: <urn:test:{url}>\r\nWARC-Date: 2026-11-20T10:00:00Z\r\n"
                "Content-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(block)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + block + b"\r\n\r\n", 1))
    return path


def measured(posts: int, asked: argparse.Namespace) -> Run:
    """Export a site of so many posts, as asked for."""
    with tempfile.TemporaryDirectory() as name:
        source = archive(Path(name) / "site.warc.gz", posts, asked.pictures)
        out = Path(name) / "out"
        command = [sys.executable, "-m", "migrator", "export", str(source), "--out", str(out)]
        began = time.monotonic()
        command += ["--to", asked.to, "--jobs", str(asked.jobs), "-q"]
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
        assert running.returncode == 0, running.returncode
        pictures = sum(1 for _ in (out / "site").rglob("*.png"))
        return Run(time.monotonic() - began, usage.ru_maxrss / 1024, pictures)


def main() -> None:
    """Print a line for each size, and the ratio of the last to the first."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--posts", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--pictures", type=int, default=5)
    parser.add_argument("--to", default="hugo")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--plot", type=Path)
    asked = parser.parse_args()
    runs = {posts: measured(posts, asked) for posts in asked.posts}
    for posts, run in runs.items():
        each = run.seconds / posts * 1000
        told = f"{each:.1f} ms a post, {run.memory:.0f} MiB, {run.pictures} pictures"
        print(f"{posts:6} posts: {told}", flush=True)
    few, many = asked.posts[0], asked.posts[-1]
    slower = runs[many].seconds / many / (runs[few].seconds / few)
    larger = runs[many].memory / runs[few].memory
    print(f"ratio: time a post {slower:.2f}, memory {larger:.2f}")
    if asked.plot:
        plotted(runs, asked.plot)


def plotted(runs: dict[int, Run], path: Path) -> None:
    """Draw time and memory over the number of posts."""
    import matplotlib.pyplot as plt

    figure, (left, right) = plt.subplots(1, 2, figsize=(8, 3), layout="constrained")
    posts = list(runs)
    left.plot(posts, [run.seconds / n * 1000 for n, run in runs.items()], marker="o")
    right.plot(posts, [run.memory for run in runs.values()], marker="o")
    left.set(xlabel="posts", ylabel="ms a post", ylim=(0, None))
    right.set(xlabel="posts", ylabel="MiB at the peak", ylim=(0, None))
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    main()

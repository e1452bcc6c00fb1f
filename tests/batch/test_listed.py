"""The list of sites, as people, spreadsheets and enemies write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from migrator.batch.listed import lines
from migrator.errors import ListRefused, SourceMissing

COLUMNS = ("to", "author")
BOM = "\ufeff"


def cells(folder: Path, text: str | bytes) -> list[tuple[int, dict[str, str]]]:
    path = folder / "sites.csv"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return [(line.number, line.cells) for line in lines(path, COLUMNS)]


def refusal(folder: Path, text: str | bytes) -> str:
    with pytest.raises(ListRefused) as refused:
        cells(folder, text)
    return str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "source,to,author\na.example,hugo,\n,,\nb.example,,Ann\n",
        "source;to;author\r\na.example;hugo;\r\n;;\r\nb.example;;Ann\r\n",
        f"{BOM}Source;To;Author;;\r\na.example; hugo;;;\r\n;;;;\r\nb.example;;Ann;;",
        '"source","to","author"\n"a.example","hugo",""\n\n"b.example","","Ann"',
        "URL\t--to\tauthor\na.example\thugo\n\nb.example\t\tAnn",
        "source\tto\tauthor\r\na.example\thugo\t\r\n\r\nb.example\t\tAnn".encode("utf-16"),
    ],
    ids=["plain", "semicolons", "spreadsheet", "quoted", "tabs", "utf-16"],
)
def test_list_is_read_however_it_was_saved(tmp_path: Path, text: str | bytes) -> None:
    """Separators, marks, quotes, empty rows and cells: each says the same, by its row."""
    told = cells(tmp_path, text)

    assert told == [
        (2, {"source": "a.example", "to": "hugo"}),
        (4, {"source": "b.example", "author": "Ann"}),
    ]


def test_spreadsheet_may_say_its_separator(tmp_path: Path) -> None:
    """`sep=` is for spreadsheets alone; it is a row all the same."""
    told = cells(tmp_path, "sep=;\r\nsource;to\r\na.example;hugo,zola\r\n")

    assert told == [(3, {"source": "a.example", "to": "hugo,zola"})]


def test_plain_list_of_addresses_needs_no_first_row(tmp_path: Path) -> None:
    """One address or path on each line, and a first row that is one of them."""
    told = cells(tmp_path, f"{BOM}https://a.example/\n\nsaved pages/b\n")

    assert told == [(1, {"source": "https://a.example/"}), (3, {"source": "saved pages/b"})]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "lists no site"),
        ("\n;;\n", "lists no site"),
        ("source,to\n", "lists no site"),
        ("source,colour\na.example,red", "row 1: 'colour' is no column"),
        ("source,to,TO\na.example,,", "row 1: the column 'to' is there twice"),
        ("source,address\na.example,b", "row 1: the column 'source' is there twice"),
        ("to,author\nhugo,Ann", "row 1: no column is called 'source'"),
        ("https://a.example,hugo", "row 1: 'https://a.example' is no column"),
        ("source,to\na.example,hugo,Ann", "row 2: it has 3 cells, and there are 2 columns"),
        ("source,to\n,hugo", "row 2: it names no source"),
        ('source,to\na.example,"hugo\nb.example,', "row 2: "),
        ("source\na.example\nb\x00.example", "row 3: a cell holds a character that cannot be"),
        ("source\n\u202eelpmaxe.a", "row 2: a cell holds a character that cannot be printed"),
        (b"source\na.example\nb\xe9.example", "row 3: this is no UTF-8 text"),
        (b"PK\x03\x04\xff\xfe", "row 1: this is no UTF-8 text"),
        (f"source\n{'a' * 200_000}", "row 2: field larger than field limit"),
    ],
)
def test_odd_list_is_refused_with_its_row(tmp_path: Path, text: str | bytes, told: str) -> None:
    """A line that says which row it is, and what is wrong with it."""
    assert told in refusal(tmp_path, text)


def test_several_faults_are_told_at_once(tmp_path: Path) -> None:
    """Who corrects a list reads five faults, and how many more there are."""
    told = refusal(tmp_path, "source,to\n" + ",hugo\n" * 7).splitlines()

    assert [line.strip() for line in told] == [
        *(f"row {row}: it names no source" for row in range(2, 7)),
        "… and 2 more",
    ]


def test_what_is_no_list_at_all_is_told(tmp_path: Path) -> None:
    """A folder, nothing, or what is far too large is not read."""
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate((16 << 20) + 1)

    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(SourceMissing):
            lines(path, COLUMNS)
    with pytest.raises(ListRefused, match="too large"):
        lines(large, COLUMNS)

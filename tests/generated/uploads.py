"""Uploads: the original's address, and the ways in which each dialect writes it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote

from hypothesis import strategies as st

from tests.generated.texts import FOLDER

CDN = "https://1a2b3c4d5e.clvaw-cdnwnd.com/0123456789abcdef0123456789abcdef"
NAMES = (
    "hreben.jpg",
    "Anna 2.PNG",
    "obra\u0301zek.jpeg",
    "pão.jpg",
    "IMG_20240503 (1).JPG",
    "a+b.gif",
    "bez-pripony",
)
PAPERS = ("Itinerář 3. - 5. 5.pdf", "mapa.gpx", "zápis (2).docx", "song.mp3", "table.xls")


@dataclass(frozen=True)
class Upload:
    """One uploaded file."""

    number: int
    name: str

    @property
    def file_id(self) -> str:
        """The platform's id, with its hash."""
        return f"{200000000 + self.number}-{(self.number + 1) * 48271 * 69621:010x}"[:20]

    @property
    def src(self) -> str:
        """As the JSON names it."""
        return f"{self.file_id}/{self.name}"

    def on_cdn(self, size: str = "") -> str:
        """The address in newer pages."""
        return f"{CDN}/{self.file_id}/{size}{quote(self.name)}?ph=1a2b3c4d5e"

    def on_site(self, size: str = "") -> str:
        """The address in older pages, not escaped."""
        return f"{FOLDER}/_files/{self.file_id}/{size}{self.name}"

    def preview(self, size: str) -> str:
        """The address of a classic preview."""
        return f"/_files/system_preview_{size}_{self.file_id}/{quote(self.name)}"

    def url(self, dialect: str, size: str = "") -> str:
        """The address in pages of this dialect."""
        return self.on_site(size) if dialect == "a" else self.on_cdn(size)


def pictures(first: int) -> st.SearchStrategy[Upload]:
    """Some forty pictures, numbered from the first."""
    numbers = st.integers(first, first + 40)
    return numbers.map(lambda number: Upload(number, NAMES[number % len(NAMES)]))


PICTURE = pictures(0)
IN_DATA = pictures(0)
"""Pictures of galleries that only the data name."""
PAPER = st.integers(50, 80).map(lambda number: Upload(number, PAPERS[number % len(PAPERS)]))


def same_file(address: str) -> str:
    """An address by which two spellings of one file are equal."""
    return unquote(address.partition("?ph=")[0])

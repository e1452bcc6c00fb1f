"""The files an article needs, where the best copy of each may lie, and what their bytes are.

needs      which files, and what came of each
kinds      what a file is, by its bytes
pictures   how large a picture is, and whether it decodes
verdicts   whether an answer is the file that was meant
uploads    all addresses of one upload
choice     which of them won, and why
"""

from migrator.assets.choice import Tried, chosen, judged, largest
from migrator.assets.kinds import is_page
from migrator.assets.needs import Needs, key, wanted
from migrator.assets.uploads import Candidate, Uploads, place, same_upload
from migrator.assets.verdicts import Read, examine

__all__ = [
    "Candidate",
    "Needs",
    "Read",
    "Tried",
    "Uploads",
    "chosen",
    "examine",
    "is_page",
    "judged",
    "key",
    "largest",
    "place",
    "same_upload",
    "wanted",
]

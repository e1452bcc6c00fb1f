"""Invented sentences and titles, the same for the same random numbers."""

from __future__ import annotations

from random import Random

_WHO = (
    "My neighbour|The ferryman|A boy with a kite|The old baker|Our postwoman|The clockmaker|"
    "A quiet beekeeper|The miller's aunt|Somebody from the choir|The night watchman|A gardener|"
    "The librarian|A pair of cyclists|The carpenter|Cousin Blažena|Uncle Řehoř|The lock keeper"
).split("|")
_DID = (
    "counted|painted|repaired|forgot|carried home|described|polished|drew|lent us|looked for|"
    "praised|weighed|hid|unpacked|measured|sold|washed|borrowed|wrapped up|photographed"
).split("|")
_WHAT = (
    "seven brass buttons|a crooked ladder|the green lantern|an empty birdcage|two jars of plums|"
    "the spare oar|a box of chalk|the map without names|a tin whistle|three wooden spoons|"
    "the longest rope|a blue teapot|half a cheese|the cellar key|an unread letter|a wet umbrella|"
    "the church cushions|a basket of pears|the other boot|a drawing of a heron"
).split("|")
_WHERE = (
    "behind the mill|under the lime trees|at the edge of the pond|on the way to the quarry|"
    "in the attic|beside the weir|between two showers|near the second stile|on the back steps|"
    "at the market|in the reading room|by the signal box|above the orchard|in the boathouse"
).split("|")
_WHEN = (
    "before breakfast|on a Thursday|while it rained|in the last light|a week too early|"
    "after the bells|without a word|for the third time|as usual|when nobody asked|all afternoon|"
    "long before the fair|to everyone's surprise|until the lamps were lit"
).split("|")
_KIND = (
    "A Short|The Second|A Quiet|The Crooked|An Early|The Borrowed|A Muddy|The Painted|A Late|"
    "The Forgotten|A Proper|The Narrow|A Windy|The Patient"
).split("|")
_THING = (
    "Walk|Bridge|Supper|Ferry|Harvest|Errand|Lantern|Detour|Concert|Picnic|Ladder|Orchard|"
    "Winter|Postcard|Staircase|Kettle|Morning|Fair"
).split("|")
_PLACE = (
    "in Přílesí|to Žluťany|at Vrbičná|near Dlouhoňov|by the Weir|over Kamýčka|above Úvozec|"
    "through Lhotice|behind the Mill|below Šípkov|from Osikovec|around Mokřiny|without Maps|"
    "beyond Třešňová|for Two"
).split("|")


def sentence(rng: Random) -> str:
    """One sentence."""
    words = (rng.choice(part) for part in (_WHO, _DID, _WHAT, _WHERE, _WHEN))
    return " ".join(words) + "."


def paragraph(rng: Random) -> str:
    """Four to seven sentences."""
    return " ".join(sentence(rng) for _ in range(rng.randint(4, 7)))


def bullet(rng: Random) -> str:
    """A thing, as a list names it."""
    return f"{rng.choice(_WHAT)}, {rng.choice(_WHERE)}"


def title(rng: Random) -> str:
    """The title of a post; two may get the same."""
    return " ".join(rng.choice(part) for part in (_KIND, _THING, _PLACE))

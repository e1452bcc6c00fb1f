"""The platform's own words."""

from __future__ import annotations

import pytest

from migrator.texts import texts

LABELS = {
    "wnd.pc.SystemFooterBlock.poweredByWebnode": "Gemaakt met {START_LINK}Webnode{END_LINK}",
    "wnd.fe.FreeBarBlock.longText": "Gemaakt. <strong>Begin</strong> vandaag!",
    "copyPasteSource": "Lees meer:",
    "wnd.pc.ProductAddToCartBlock.addToCart": "In de mand",
}


@pytest.mark.parametrize(
    "text",
    [
        "Powered by Webnode",
        "  powered by WEBNODE. ",
        "Vytvořeno službou Webnode | Vytvořte si webové stránky zdarma!",
        "Gemaakt met Webnode",
        "Gemaakt. Begin vandaag!",
    ],
)
def test_advert_is_told_in_any_spelling(text: str) -> None:
    """Case, blanks and signs make no difference, and the page's own labels count."""
    assert texts(LABELS).is_advert(text)


@pytest.mark.parametrize(
    "text", ["I left Webnode", "Powered by Webnode and by tea", "", "Get started early", "!"]
)
def test_sentence_of_the_owners_is_no_advert(text: str) -> None:
    """One word more, and it is somebody's sentence."""
    assert not texts(LABELS).is_advert(text)


def test_labels_of_the_page_count_beside_the_table() -> None:
    """What announces a pasted link, and the shop's button, in a language of no table."""
    assert texts(LABELS).is_tail("Lees meer: ")
    assert not texts({}).is_tail("Lees meer: ")
    assert texts(LABELS).is_button("In de MAND")
    assert not texts({}).is_button("")


def test_text_of_a_template_is_told_with_how_it_begins() -> None:
    """The platform's invitation to write, and its Latin in any order; nobody else's text."""
    latin = "Open now. Quis autem vel eum iure reprehenderit qui in ea voluptate velit"

    assert (
        texts({}).left_over(latin) == "Quis autem vel eum iure reprehenderit qui in ea voluptate ve"
    )
    assert texts({}).left_over("Kattints ide, és kezdheted is az írást.").startswith("Kattints ide")
    assert texts({}).left_over("Click here to see the lorem.") == ""

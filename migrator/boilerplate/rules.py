"""What is not content, as data: each line names a rule, what it takes off, why, and an example.

To add a rule, add a line to the table it belongs to, and the fixture on which it fires: a test
holds the two together. Structure decides; texts are asked only where they stand in a link to
Webnode, or outside of the content. Rules run in order, and an element that is gone is not
counted twice.
"""

from __future__ import annotations

from migrator.boilerplate import finders
from migrator.boilerplate.anywhere import ANYWHERE_RULES
from migrator.boilerplate.classic import CLASSIC_RULES
from migrator.boilerplate.frame import FRAME_RULES
from migrator.boilerplate.rule import Rule
from migrator.boilerplate.webnode2 import WEBNODE2_RULES

BEFORE = (Rule("script-and-style", "code", "script, style, noscript, template", "webnode2/post-c"),)
"""For what nobody ever sees: it is taken off before anything is counted."""

RULES = (*FRAME_RULES, *CLASSIC_RULES, *WEBNODE2_RULES, *ANYWHERE_RULES)

OUTSIDE = (
    Rule(
        "platform-text",
        "words of the platform outside of the content",
        finders.adverts_outside,
        "classic/other-skin",
    ),
)
"""For what is left of a page once its content is out."""

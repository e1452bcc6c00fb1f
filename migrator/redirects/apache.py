"""Apache: rewrite rules, which meet the decoded path without its first slash."""

from __future__ import annotations

from collections.abc import Sequence

from migrator.redirects.rule import Rule, first_needed, pattern, query_pattern

_HEAD = """\
# Where the pages of the old site are now. This file belongs into the top folder of the new site; if
# there is an .htaccess already, put these lines above the others in it.
<IfModule mod_rewrite.c>
RewriteEngine On
"""
_LONGEST_NAME = 255  # bytes; Apache looks for a file of each name first, and gives up


def apache(rules: Sequence[Rule]) -> str:
    """The lines of an `.htaccess`."""
    lines = [line for rule in sorted(rules, key=first_needed) for line in _lines(rule)]
    return "".join([_HEAD, *lines, "</IfModule>\n"])


def not_for_apache(rule: Rule) -> str:
    """Why Apache cannot answer the address, if so."""
    names = rule.path.encode().split(b"/")
    return "a name is too long" if max(map(len, names)) > _LONGEST_NAME else ""


def _lines(rule: Rule) -> list[str]:
    condition = f'RewriteCond "%{{QUERY_STRING}}" "^{query_pattern(rule.query)}$"\n'
    ending = "(?:/.*)?" if rule.itself and rule.below else "/." if rule.below else "/?"
    path = pattern(rule.path[1:])
    asked = f"^{path}{ending if path else ''}" + ("" if ending == "/." else "$")
    target = rule.location.replace("%", "\\%")  # % and a digit would be a part of the condition
    line = f'RewriteRule "{asked}" "{target}" [R=301,L,NE,QSD]\n'
    return [condition, line] if rule.query else [line]

"""Moves and pages of a new site, with every sign that a server's file could trip over."""

from __future__ import annotations

from hypothesis import strategies as st

from migrator.models.moves import Move, Moved

NAMES = st.text("ab.%?#ř日 \"'\\$;{}()*+:=&|^[]~\n\r\t\u2028", min_size=1, max_size=4).filter(
    lambda name: name not in {".", ".."}
)
PATHS = st.builds(
    lambda parts, slash: "/" + "/".join(parts) + ("/" if slash and parts else ""),
    st.lists(st.sampled_from("abc") | NAMES, max_size=3),
    st.booleans(),
)
MOVES = st.lists(
    st.builds(Move, PATHS, PATHS, st.sampled_from(list(Moved)), st.booleans()), max_size=12
)
SERVED = st.sets(PATHS, max_size=4)

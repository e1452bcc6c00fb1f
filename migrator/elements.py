"""What the elements of HTML are: which stand on lines of their own, which show nothing."""

from __future__ import annotations

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol optgroup option p"
    " pre section summary table tbody td tfoot th thead tr ul".split()
)
SILENT = frozenset(["script", "style", "noscript", "template", "svg", "head", "title"])
MEDIA = frozenset(["img", "iframe", "video", "audio", "embed", "object"])
EMBEDS = MEDIA - {"img"}

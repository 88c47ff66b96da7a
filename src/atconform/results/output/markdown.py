"""Markdown: what others said is text in it, whatever it looks like."""

from __future__ import annotations

import re
from collections.abc import Iterable

from atconform.base.plain import Made, uncommanding, visible


class Markdown(Made):
    """A text that is Markdown already, as all lines of a summary are; whatever else is filled in is escaped."""

    __slots__ = ()


def filled(pattern: str, *values: object) -> Markdown:
    """Fill values into the ``{}`` of a pattern, which is Markdown of ours; what is not Markdown is escaped."""
    return Markdown(pattern.format(*(v if isinstance(v, Markdown) else escaped(str(v)) for v in values)))


def joined(parts: Iterable[Markdown], between: str = "\n") -> Markdown:
    """Put parts together."""
    return Markdown(between.join(parts))


def escaped(text: str) -> Markdown:
    """Write a text in one line, so that Markdown and HTML have nothing to say about it."""
    one = visible(" ".join(text.split()))
    for letter, written in (("&", "&amp;"), ("#", "&#35;"), ("<", "&lt;"), (">", "&gt;"), ("@", "&#64;")):
        one = one.replace(letter, written)
    # An address becomes a link by its colon, or by its first dot.
    one = re.sub(r"(?i)\b(https?|ftp|mailto|xmpp|www)([:.])", lambda m: f"{m[1]}&#{ord(m[2])};", one)
    one = re.sub(r"([\\`*_{}\[\]()!|~])", r"\\\1", one)
    return Markdown(re.sub(r"^([0-9]*)([-+=.])", r"\1\\\2", one))  # it may begin a line, as an entry of a list does


def fenced(text: str) -> list[Markdown]:
    """Put a text into a code block whose fence is longer than any in it."""
    shown = uncommanding(visible(text))
    longest = max((len(run) for run in re.findall(r"`+", shown)), default=0)
    fence = "`" * max(3, longest + 1)
    return [Markdown(line) for line in (f"{fence}text", *shown.splitlines(), fence)]


def code(text: str) -> Markdown:
    """Write a name."""
    return filled("<code>{}</code>", text)


def details(headline: Markdown, texts: Iterable[str]) -> list[Markdown]:
    """Write what opens to some texts, in code blocks."""
    blocks = [line for text in texts for line in (Markdown(""), *fenced(text))]
    return [filled("<details><summary>{}</summary>", headline), *blocks, Markdown(""), Markdown("</details>")]

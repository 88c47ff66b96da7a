"""Making a page that stands alone: template, style, script and data in one HTML file.

What a module or a record said is data throughout: the template escapes it, the script writes it as text, and the page's
own policy allows no script but the one it came with, and no network.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

import jinja2
from markupsafe import Markup

from atconform.base.plain import visible
from atconform.base.units import spell
from atconform.results.output.json import json_pieces

_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.PackageLoader("atconform.results", "templates"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    finalize=lambda value: visible(value) if type(value) is str else value,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(template: str, scripts: tuple[str, ...], **context: Any) -> Iterator[str]:
    """Make a page of a template, in pieces, each when it is asked for: all of a long page would be much to hold.

    :param scripts: files beside the template, put together in this order
    :param context: what the template names; ``data`` and ``transcripts`` as :func:`json_pieces` takes them
    """
    style = _part("page.css")
    script = "\n" + "\n".join(map(_part, scripts))
    parts = {"style": Markup(style), "script": Markup(script), "policy": _policy(style, script)}
    return _ENVIRONMENT.get_template(template).generate(**parts, **context)


def as_script_data(values: Mapping[str, Any]) -> Iterator[Markup]:
    """Write data as pieces of JSON in which nothing can end the script element around it."""
    return (Markup(piece.replace("<", "\\u003c")) for piece in json_pieces(values))


def language(text: str) -> Markup:
    """Give the attribute that has a Chinese text set in Chinese type; nothing for other texts."""
    return Markup(' lang="zh-CN"') if any("\u3400" <= letter <= "\u9fff" for letter in text) else Markup("")


def _part(name: str) -> str:
    assert _ENVIRONMENT.loader is not None
    return _ENVIRONMENT.loader.get_source(_ENVIRONMENT, name)[0]


def _policy(style: str, script: str) -> str:
    hashes = (base64.b64encode(hashlib.sha256(part.encode()).digest()).decode() for part in (style, script))
    return "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'".format(*hashes)


def interval(bounds: tuple[int, int], unit: str) -> str:
    """Write down what was measured: not less than the one, not more than the other."""
    low, high = (spell(bound) if unit == "us" else f"{bound} {unit}".strip() for bound in bounds)
    return low if low == high else f"{low} to {high}"


_ENVIRONMENT.globals["interval"] = interval
_ENVIRONMENT.globals["language"] = language
_ENVIRONMENT.filters["script_data"] = as_script_data

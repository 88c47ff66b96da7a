"""What differs from run to run without meaning anything, and is left out of account when runs are compared."""

from __future__ import annotations

import re

RULES = (
    (re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b"), "<address>"),
    (re.compile(r'(?<=<address>[":])(,?"?)\d{1,5}\b'), r"\1<port>"),
    (re.compile(r"(?<=<address>),(\d{1,5})\b"), ",<port>"),
    (re.compile(r"\bport \d{1,5}\b"), "port <port>"),
    (re.compile(r"(?<=\+CSQ: )\d+,\d+"), "<signal>"),
    (re.compile(r'"\d\d/\d\d/\d\d,\d\d:\d\d:\d\d[+-]\d\d"'), '"<time>"'),
    (re.compile(r"\b\d+(?:\.\d+)? (?:µs|ms|s|min|h)\b"), "<time>"),
)
"""In this order: what to look for, and what to put in its place."""


def masked(text: str) -> str:
    """Put marks in the place of addresses, ports, times and signal figures."""
    for pattern, mark in RULES:
        text = pattern.sub(mark, text)
    return text

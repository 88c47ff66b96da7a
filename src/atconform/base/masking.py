"""Taking secrets out of all that is written about a run.

Masked are IMEI (but its last four digits), IMSI, ICCID, phone numbers, PINs and the passwords of an APN. A
secret is known by what stands around it, as in the answer to AT+CGSN, or by its value, once the bench or such
an answer has told it. Addresses, ports, lengths and other figures stay as they are.
"""

from __future__ import annotations

import re
from typing import Any

MASK = "*"
HIDDEN = "***"
"""Stands for a password, whose length is secret too."""


def _answer(commands: str, secret: str) -> re.Pattern[str]:
    """Find a secret that stands alone after one of the commands and before the next command."""
    between = r"(?:(?!AT\+).){0,160}?"
    return re.compile(rf"(?:{commands})(?!\w){between}(?<!\d)({secret})(?!\d)", re.DOTALL | re.IGNORECASE)


_TEXT = r'"[^"\r\n]*"'
_NAMELESS = _answer(r"\+CIMI", r"\d{14,15}"), _answer(r"\+I?CCID", r"\d{6}[0-9A-F]{12,15}(?![0-9A-F])")
_IMEI = _answer(r"\+C?GSN|\+EGMR|\+SIMEI|IMEI:", r"\d{15}")

_NUMBERS = (
    re.compile(r'"(\+\d{7,15})"'),
    re.compile(r'\+(?:CLIP|CMT|CSCA|CMGS|CMGW|CCWA|COLP)[:=]\s*"(\d{3,20})"', re.IGNORECASE),
    re.compile(r'\+CNUM:\s*"[^"\r\n]*","(\d{3,20})"', re.IGNORECASE),
    re.compile(r'\+CMG[RL]:[^"\r\n]*"[^"\r\n]*","(\d{3,20})"', re.IGNORECASE),
    re.compile(r'\+CLCC:\s*(?:\d+,){5}"(\d{3,20})"', re.IGNORECASE),
    re.compile(r"\bATD(\+?\d{3,20})\b", re.IGNORECASE),
)

_PASSWORDS = (
    re.compile(rf'\+CSTT[:=]\s*{_TEXT},{_TEXT},"([^"\r\n]+)"', re.IGNORECASE),
    re.compile(rf'\+CIPCSGP[:=]\s*1,{_TEXT},{_TEXT},"([^"\r\n]+)"', re.IGNORECASE),
    re.compile(rf'\*MCGDEFCONT[:=]\s*{_TEXT},{_TEXT},{_TEXT},"([^"\r\n]+)"', re.IGNORECASE),
    re.compile(r'\+SAPBR=3,\d,"PWD","([^"\r\n]+)"', re.IGNORECASE),
    re.compile(r'\+(?:CGAUTH|CSOCKAUTH)[:=]\s*\d+,\d,"([^"\r\n]*)"(?:,"([^"\r\n]*)")?', re.IGNORECASE),
    re.compile(r'\+CPIN="?(\d{4,8})"?(?:,"?(\d{4,8})"?)?', re.IGNORECASE),
)
"""CGAUTH and CSOCKAUTH take user and password in an order that differs between firmwares: both are hidden."""


class Masker:
    """Masks texts, and remembers the identities that it met, to mask them wherever they stand later."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def know(self, secret: str, keep: int = 0) -> None:
        """Mask this value from now on wherever it stands by itself, not as a part of a longer word or number.

        :param keep: how many characters at its end stay readable
        """
        if secret and secret.strip(MASK):
            self._known[secret] = _stars(secret, keep)

    def __call__(self, text: str) -> str:
        """Return the text without its secrets. Masking it again changes nothing."""
        while (masked := self._once(text)) != text:
            text = masked
        return text

    def _once(self, text: str) -> str:
        self._learn(text)
        for pattern in _PASSWORDS:
            text = pattern.sub(lambda match: _hide_groups(match, HIDDEN), text)
        for pattern in _NUMBERS:
            text = pattern.sub(lambda match: _hide_groups(match, None), text)
        for secret in sorted(self._known, key=len, reverse=True):
            text = _alone(secret).sub(self._known[secret], text)
        return text

    def everywhere(self, value: Any) -> Any:
        """Mask every text in a structure of lists and dictionaries, keys left alone.

        What one text tells about another, as a command about the answer in the next line, is used.
        """
        self._learn("\n".join(_texts(value)))
        return self._walk(value)

    def _walk(self, value: Any) -> Any:
        match value:
            case str():
                return self(value)
            case dict():
                return {key: self._walk(item) for key, item in value.items()}
            case list() | tuple():
                return [self._walk(item) for item in value]
            case _:
                return value

    def _learn(self, text: str) -> None:
        for pattern in _NAMELESS:
            for match in pattern.finditer(text):
                self.know(match[1])
        for match in _IMEI.finditer(text):
            if match[1] not in self._known:
                self.know(match[1], keep=4)


def _alone(secret: str) -> re.Pattern[str]:
    neighbour = r"\d" if secret.isdigit() else "[A-Za-z0-9_]"
    return re.compile(rf"(?<!{neighbour}){re.escape(secret)}(?!{neighbour})")


def _stars(secret: str, keep: int) -> str:
    return MASK * (len(secret) - keep) + secret[len(secret) - keep :]


def _hide_groups(match: re.Match[str], mask: str | None) -> str:
    text, start = match[0], match.start()
    for group in range(match.re.groups, 0, -1):
        if match[group]:
            begin, end = match.start(group) - start, match.end(group) - start
            text = text[:begin] + (mask or _stars(match[group], 0)) + text[end:]
    return text


def _texts(value: Any) -> list[str]:
    match value:
        case str():
            return [value]
        case dict():
            return [text for item in value.values() for text in _texts(item)]
        case list() | tuple():
            return [text for item in value for text in _texts(item)]
        case _:
            return []

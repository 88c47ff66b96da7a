"""Known differences in spelling that a verdict tolerates: tried after the strict reading failed, and always named.

Using one makes a remark; ``--strict`` makes the remark a failure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Leniency:
    """A rewriting from a spelling that was met to the one of the grammar."""

    name: str
    pattern: re.Pattern[str]
    replacement: str
    reason: str

    def rewrite(self, text: str) -> str:
        """Rewrite a line; the same line where the leniency does not apply."""
        return self.pattern.sub(self.replacement, text)


LENIENCIES = (
    Leniency(
        "no space after the comma",
        re.compile(r"^(\d+),(?=[A-Z])"),
        r"\1, ",
        "multi connection results are printed with and without the space (SIM7020 notes, manuals)",
    ),
    Leniency(
        "space after the comma",
        re.compile(r"^(\d+), (?=[A-Z])"),
        r"\1,",
        "multi connection results are printed with and without the space (SIM800 and SIM7000 notes, logs)",
    ),
    Leniency(
        "no space after the colon",
        re.compile(r"^(\+[A-Z]+):(?=[^ ])"),
        r"\1: ",
        "+CIPRXGET:1 and others stand so in the SIM800 note, with a space in manuals and logs",
    ),
    Leniency(
        "RECV FROM with other spacing",
        re.compile(r"^\+?RE?CV ?FROM: ?([^: ]+): ?(?=\d)"),
        r"RECV FROM:\1:",
        "the notes print RECV FROM:, RECVFROM: and RCV FROM:, and once a space before the port; a manual +RECV FROM:, "
        "logs RECV FROM: without space",
    ),
    Leniency(
        "RECV FROM without its space",
        re.compile(r"^RECV FROM:(?=\d)"),
        "RECV FROM: ",
        "the SIM7020 notes and manual have a space behind the colon, those of other families none",
    ),
    Leniency(
        "spaces after commas in figures",
        re.compile(r"^(\+CIPACK: \d+), (\d+), (\d+)$"),
        r"\1,\2,\3",
        "the SIM800 and SIM7000 notes print +CIPACK both ways (6.5)",
    ),
    Leniency(
        "space before RATE",
        re.compile(r"^(\+CIPCSGP: 0-CSD,.+,PASSWORD), (?=RATE)"),
        r"\1,",
        "the SIM7020 manual breaks the line there (7.2.20), where a space may stand; the SIM800 manual has none",
    ),
    Leniency(
        "+NETOPEN with two figures",
        re.compile(r"^(\+NETOPEN: 0),0$"),
        r"\1",
        "the SIM7X00 note prints it so once (2.3.4); it is the form of modules before that family",
    ),
    Leniency(
        "space after the number of a link",
        re.compile(r"^(\+(?:IPCLOSE|CIPOPEN): \d), (?=[\d\"])"),
        r"\1,",
        "the SIM7X00 note prints +IPCLOSE: 0, 1 (2.3.1), and one line of the listing of links so (2.3.5)",
    ),
    Leniency(
        "+PDP DEACT without colon",
        re.compile(r"^\+PDP DEACT$"),
        "+PDP: DEACT",
        "printed so in the notes (SIM800, SIM7000 2.2.4); manuals and logs have the colon",
    ),
    Leniency(
        "space in DATA ACCEPT",
        re.compile(r"^DATA ACCEPT: (?=\d)"),
        "DATA ACCEPT:",
        "printed with the space in manuals, without in the SIM800 and SIM7000 notes and in logs",
    ),
    Leniency(
        "no space in DATA ACCEPT",
        re.compile(r"^DATA ACCEPT:(?=\d)"),
        "DATA ACCEPT: ",
        "one example of the Chinese SIM7020 note; its others, the English note and the manual have the space",
    ),
    Leniency(
        "CLOSED OK for CLOSE OK",
        re.compile(r"^((?:\d+, ?)?)CLOSED OK$"),
        r"\1CLOSE OK",
        "the notes print it so once, at the end of a UDP connection (SIM800, SIM7000 2.1.2)",
    ),
)

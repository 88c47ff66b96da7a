"""Modules of the series SIM7020 unlike ours, and right by the documents (see ``rightly.py``)."""

from __future__ import annotations

from atconform.emulator.families import rightly
from atconform.emulator.families.varying import Variant

OTHERS = (
    *rightly.TIME_LINES,
    *rightly.SUPPLY,
    *('+CREG: 1,"5B57","01A50B1A",9', "+CEREG: 1", "+CGREG: 1", "+CGEV: ME PDN ACT 1", "+CSQN: 20,0"),
    *("*MATREADY: 1", "+CSMINS: 1,1"),
)
"""Lines of other subjects, see ``requirements/data/circumstances.toml``."""
STORED = ("ATX0", "AT+CMEE=1", "AT+CMGF=1", "AT+CIPHEAD=1", "AT+CSORCVFLAG=1", "AT&W")
"""What somebody set, and stored where the family can."""

RIGHTFUL = (
    *rightly.everywhere(OTHERS, STORED),
    rightly.LEFT_CONNECTED,
    rightly.SHORTER_SEND,
    rightly.SECOND_ADDRESS_FIRST,
    rightly.NO_COLON,
    Variant(
        "rightful-space",
        "a space in results of several connections: 0, CONNECT OK",
        figures={"cip.multi_separator": ", "},
    ),
    Variant(
        # Note, 5.1 (C10); the manual has five, 0 to 4.
        "rightful-six-sockets",
        "there are six sockets, 0 to 5",
        figures={"cso.sockets": 6},
    ),
    Variant(
        # No document tells which event has which code (C49, G10).
        "rightful-socket-codes",
        "+CSOERR tells other codes for a close, a refusal, no route",
        figures={"cso.errors": {"closed": 3, "refused": 2, "unreachable": 11}},
    ),
    Variant(
        # The manual leaves +CSOERR after a plain ERROR open, but for AT+CSOCON (6.2.16; G56).
        "rightful-no-reason",
        "a command that is refused is answered ERROR without +CSOERR",
        figures={"cso.tells_reason": False},
    ),
    Variant(
        # The server's example of the note, 5.4 (C43).
        "rightful-server-data",
        "data of a server's client comes under the server's socket",
        figures={"cso.client_data_under_server": True},
    ),
    Variant(
        # AT command manuals print DATA ACCEPT:, the space is the note's.
        "rightful-accept-no-space",
        "quick sending is answered without a space: DATA ACCEPT:5",
        figures={"cip.accept_separator": ""},
    ),
)

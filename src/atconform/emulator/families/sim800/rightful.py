"""Modules of the series SIM800 unlike ours, and right by the documents (see ``rightly.py``)."""

from __future__ import annotations

from atconform.emulator.families import rightly
from atconform.emulator.families.varying import Variant

OTHERS = (
    *rightly.TIME_LINES,
    *rightly.SUPPLY,
    *("RING", '+CLIP: "+8613800000000",145,"",0,"",0', '+CMTI: "SM",4', "+CUSD: 2", "+CSQN: 20,0", "+CALV: 1"),
    *("+CREG: 1", '+CGREG: 1,"18D8","6B3F"', '+CREG: 1,"18D8","6B3F"', "+SAPBR 1: DEACT", "+CSMINS: 1,1"),
)
"""Lines of other subjects, see ``requirements/data/circumstances.toml``."""
STORED = (
    *("ATX0", "AT+CMEE=2", "AT+CMGF=1", "AT+CREG=2", "AT+CIPHEAD=1", "AT+CIPSRIP=1", "AT+CIPSCONT", "ATE0"),
    "AT&W",
)
"""What somebody set, and stored where the family can."""

RIGHTFUL = (
    *rightly.everywhere(OTHERS, STORED),
    rightly.reads_message('AT+CMGS="+8613800000000"'),
    rightly.LEFT_IN_DATA_MODE,
    rightly.LEFT_CONNECTED,
    rightly.NO_SPACE,
    rightly.SHORTER_SEND,
    rightly.ACCEPT_SPACE,
    rightly.SECOND_ADDRESS_FIRST,
    rightly.NOTICE_ALONE,
    rightly.NO_COLON,
    rightly.SENDER_SPELT_OTHERWISE,
    rightly.MORE_CONNECTIONS,
    Variant(
        # SIM800 manual, 8.2.6 (C17).
        "rightful-ip-close",
        "the state of a connection that was closed is IP CLOSE",
        respellings={r"STATE: (TCP|UDP) CLOSED": "STATE: IP CLOSE"},
    ),
)

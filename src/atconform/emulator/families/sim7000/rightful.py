"""Modules of the series SIM7000 unlike ours, and right by the documents (see ``rightly.py``)."""

from __future__ import annotations

from atconform.emulator.families import rightly

OTHERS = (
    *rightly.TIME_LINES,
    *rightly.SUPPLY,
    *('+CMTI: "SM",4', "+CUSD: 2", '+CREG: 1,"18D8","6B3F",9', "+CGREG: 1", '+CEREG: 1,"18D8",,"6B3F",9'),
    *("+CGEV: ME PDN ACT 1", "+CSMINS: 1,1"),
)
"""Lines of other subjects, see ``requirements/data/circumstances.toml``."""
STORED = ("ATX0", "AT+CMEE=1", "AT+CMGF=1", "AT+CREG=2", "AT+CIPHEAD=1", "AT+CIPSRIP=1", "ATE0")
"""What somebody set, and stored where the family can."""

RIGHTFUL = (
    *rightly.everywhere(OTHERS, STORED),
    rightly.LEFT_IN_DATA_MODE,
    rightly.LEFT_CONNECTED,
    rightly.NO_SPACE,
    rightly.SHORTER_SEND,
    rightly.ACCEPT_SPACE,
    rightly.SECOND_ADDRESS_FIRST,
    rightly.NOTICE_ALONE,
    rightly.NO_COLON,
    rightly.SENDER_SPELT_OTHERWISE,
)

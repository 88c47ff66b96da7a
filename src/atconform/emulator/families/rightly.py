"""What is right in several families: modules and networks unlike ours, and right by the documents.

No scenario may fail on one of them. Each says by what it is right: a document, a record of a real module, or that the
documents are silent.
"""

from __future__ import annotations

from atconform.base.units import MS, SECOND
from atconform.emulator.families.varying import Variant

TIME_LINES = (
    '*PSUTTZ: 2026,11,30,12,0,0,"+4",0',
    "DST: 0",
    "+CTZV: +4,0",
    '+CIEV: 10,"26003","Orange","Orange", 0, 0',
)
"""What networks send with the time (records SIM800/05, SIM800/08 and others)."""
SUPPLY = ("UNDER-VOLTAGE WARNNING", "OVER-VOLTAGE WARNNING")
"""AT command manuals: SIM800 19.3, SIM7000 20.3, SIM7020 21.5, SIM7X00 19.2.1."""


def everywhere(others: tuple[str, ...], stored: tuple[str, ...]) -> tuple[Variant, ...]:
    """Declare what is right in every family.

    :param others: lines of other subjects, see ``requirements/data/circumstances.toml``
    :param stored: what somebody set, and stored where the family can
    """
    return (
        # No note promises in how many pieces data comes; networks with a smaller MTU carry 1360 bytes and less.
        Variant("rightful-segments", "the network carries 1360 bytes at once", network={"segment": 1360}),
        # The notes give no time of the network's.
        Variant(
            "rightful-far-away",
            "a round trip takes 600 ms and up to 300 ms more",
            network={"latency": 300 * MS, "jitter": 300 * MS},
        ),
        Variant(
            "rightful-slow-to-acknowledge",
            "what the module sends is acknowledged after 3 s",
            network={"acknowledgement_delay": 3 * SECOND},
        ),
        Variant("rightful-in-between", "lines of other subjects come in between", bystander=others),
        # G01: where no document has a time, 5 s are waited for.
        Variant("rightful-slow", "every answer takes 4 s", figures={"core.command_delay": 4 * SECOND}),
        # No document has the times of the start; published logs of SIM7600s show these.
        Variant(
            "rightful-slow-start",
            "RDY comes 11 s after the power, and what follows it at once",
            figures={"power.boot_delay": 11 * SECOND, "power.boot_line_gap": 20 * MS},
        ),
        # 3GPP TS 27.007, 9.1; AT command manuals list both forms.
        Variant("rightful-error-codes", "errors are told as +CME ERROR: n", figures={"core.least_error_reporting": 1}),
        Variant(
            "rightful-plain-errors",
            "errors are told as ERROR alone, whatever AT+CMEE is",
            figures={"core.bad_parameter": None, "core.unknown_command": None, "core.not_allowed": None},
        ),
        Variant("rightful-stored", "other settings were stored", left=stored),
        Variant("rightful-left-quiet", "left without echo and results", left=("ATE0", "ATV0", "ATQ1")),
    )


def reads_message(prompt: str) -> Variant:
    """Declare a module that was left while it asked for the text of a message."""
    return Variant("rightful-left-asking", "left at the prompt of a message", left=("AT+CMGF=1", prompt))


NO_SPACE = Variant(
    # SIM800 manual 8.2.2 and others; the notes and logs have the space (C03).
    "rightful-no-space",
    "no space in results of several connections: 0,CONNECT OK",
    figures={"cip.multi_separator": ","},
)
SHORTER_SEND = Variant(
    # Notes 6.3: the greatest length is the network's, and AT+CIPSEND? tells it.
    "rightful-shorter-send",
    "at most 1024 bytes are sent at once",
    figures={"cip.longest_send": 1024},
)
ACCEPT_SPACE = Variant(
    # AT command manuals, AT+CIPQSEND; the notes print no space (C05).
    "rightful-accept-space",
    "quick sending is answered with a space: DATA ACCEPT: 5",
    figures={"cip.accept_separator": " "},
)
SECOND_ADDRESS_FIRST = Variant(
    # No document has an order of the addresses (G22).
    "rightful-second-address-first",
    "AT+CDNSGIP tells the addresses of a name in another order",
    respellings={r'(\+CDNSGIP: 1,"[^"]*"),("[^"]*"),("[^"]*")': r"\1,\3,\2"},
)
NOTICE_ALONE = Variant(
    # AT command manuals, AT+CIPRXGET: the number stands in brackets.
    "rightful-notice-alone",
    "+CIPRXGET: 1 without the number of the connection",
    respellings={r"\+CIPRXGET: 1,\d": "+CIPRXGET: 1"},
)
NO_COLON = Variant(
    # The notes print it so (2.2.4), manuals and logs have the colon (C77).
    "rightful-no-colon",
    "the loss of the bearer is told as +PDP DEACT",
    respellings={r"\+PDP: DEACT": "+PDP DEACT"},
)
SENDER_SPELT_OTHERWISE = Variant(
    # The notes print RECV FROM:, RECVFROM: and RCV FROM:.
    "rightful-sender",
    "the sender of data is told as RECVFROM:",
    figures={"cip.received_from": "RECVFROM:"},
)
MORE_CONNECTIONS = Variant(
    # Numbers of connections are ceilings: what a module has beyond them is no fault (G13).
    "rightful-more-connections",
    "eight connections, seven beside a server",
    figures={"cip.connections": 8, "cip.connections_with_server": 7},
)
DATA_MODE_LEFT = (
    "AT+CIPMODE=1",
    'AT+CSTT="CMNET"',
    "AT+CIICR",
    "AT+CIFSR",
    'AT+CIPSTART="UDP","116.228.221.51","9600"',
)
CONNECTED_LEFT = (
    "AT+CIPMUX=1",
    'AT+CSTT="CMNET"',
    "AT+CIICR",
    "AT+CIFSR",
    'AT+CIPSTART=3,"UDP","116.228.221.51","9600"',
)
LEFT_IN_DATA_MODE = Variant("rightful-left-in-data-mode", "left in data mode", left=DATA_MODE_LEFT)
LEFT_CONNECTED = Variant("rightful-left-connected", "left in multi connection mode, connected", left=CONNECTED_LEFT)

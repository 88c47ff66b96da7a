"""SIM7X00 note, 2.10."""

from __future__ import annotations

from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7x00 import (
    beyond,
    lost,
)
from tests.defects.seams import Change

DEFECTS = (
    Defect(
        id="sim7x00-2.10-data-in-outgoing-call",
        requirement="SIM7X00-2.10-R1",
        sentence="In GSM a voice call and TCP do not go together.",
        instead="In a call that the module has dialled data goes on.",
        kind="one at a time",
        change=Change(asks=beyond(net.Dial, lost)),
        probe="""
            network serve-by GSM
            server TCP
            given connected-link server 0
            send ATD10086;
            server sends hello
        """,
    ),
    Defect(
        id="sim7x00-2.10-data-in-second-call",
        requirement="SIM7X00-2.10-R2",
        sentence="During a voice call in GSM no TCP data passes.",
        instead="In the second call that is answered it does.",
        kind="repetition",
        change=Change(asks=beyond(net.AnswerCall, lost, spared=1)),
        probe="""
            network serve-by GSM
            server TCP
            given connected-link server 0
            network call
            send ATA
            send AT+CHUP
            network call
            send ATA
            server sends hello
        """,
    ),
    Defect(
        id="sim7x00-2.10-suspended-for-ever",
        requirement="SIM7X00-2.10-S1",
        sentence="When the call is over, data passes again.",
        instead="After the second call it does not.",
        kind="repetition",
        change=Change(asks=beyond(net.HangUp, lost, spared=1)),
        probe="""
            network serve-by GSM
            server TCP
            given connected-link server 0
            network call
            send ATA
            send AT+CHUP
            network call
            send ATA
            send AT+CHUP
            server sends hello
        """,
    ),
)

"""SIM800 series: what the SIM800 TCP/IP application note V1.02 and the AT command manual V1.09 describe."""

from __future__ import annotations

from atconform.emulator import cip
from atconform.emulator.cip import echo_filter, tls
from atconform.emulator.cip.datamode import return_to_data
from atconform.emulator.core.command import Command
from atconform.emulator.core.dialect import Dialect
from atconform.emulator.core.replies import ok
from atconform.emulator.families.declaring import declare
from atconform.emulator.general import (
    audio,
    bearerservice,
    callready,
    calls,
    callservices,
    clock,
    connecttext,
    detectors,
    gpio,
    identity,
    line,
    measures,
    netlight,
    ntp,
    packet,
    power,
    profile,
    pulses,
    registration,
    ringpin,
    sapbr,
    sim,
    sleep,
    sms,
    timeserver,
    v250,
)
from atconform.emulator.ppp import dial

FAMILY = declare(
    "sim800",
    (
        v250,
        profile,
        line,
        identity,
        power,
        sim,
        registration,
        packet,
        sapbr,
        clock,
        calls,
        callready,
        callservices,
        bearerservice,
        audio,
        sms,
        sleep,
        measures,
        netlight,
        gpio,
        ringpin,
        timeserver,
        ntp,
        detectors,
        cip,
        echo_filter,
        tls,
        dial,
    ),
    (
        Dialect(),
        callservices.Figures(activities="(0,2,3,4)"),
        # The manual's examples (20.8) and records of transparent mode have CONNECT alone, also with ATX4.
        connecttext.Figures(tells_rate=False),
    ),
    {
        "manufacturer": "SIMCOM_Ltd",
        "product": "SIM800 R14.18",
        "model": "SIMCOM_SIM800L",
        "revision": "Revision:1418B05SIM800L24",
        "object": "SIM800",
        "imei": "864713037301317",
        "imsi": "460001357924680",
        "iccid": "898600810906F8048812",
        "number": "13900000000",
    },
    commands=(
        *dial.commands(calls, return_to_data),
        dial.CGDATA,
        measures.TEMPERATURE,
        identity.MEMORIES,
        pulses.BY_FREQUENCY,
        Command("+CDSCB", execute=lambda module: ok()),
        ringpin.AS_SIM800_LISTS,
        *callservices.MORE_OF_SIM800,
        *audio.MORE_OF_SIM800,
    ),
    settings=(measures.CMTE, callservices.CCPD, audio.CRSL, audio.CMIC, audio.SIDET, audio.CHFA),
)

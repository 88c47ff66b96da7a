"""SIM7000 series: what the SIM7000 TCP/IP application note V1.01 and the AT command manual V1.06 describe."""

from __future__ import annotations

from atconform.emulator import cip
from atconform.emulator.cip import address, hexinput, hexoutput, snping
from atconform.emulator.core.dialect import Dialect
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.families.declaring import declare
from atconform.emulator.general import (
    clock,
    datacalls,
    eps,
    identity,
    line,
    packet,
    power,
    preference,
    profile,
    psm,
    registration,
    sapbr,
    servingcell,
    sim,
    sleep,
    sms,
    v250,
)

NB_IOT = 9

FAMILY = declare(
    "sim7000",
    (
        v250,
        profile,
        line,
        identity,
        power,
        sim,
        registration,
        eps,
        preference,
        servingcell,
        packet,
        sapbr,
        clock,
        datacalls,
        sms,
        sleep,
        psm,
        cip,
        address,
        hexinput,
        hexoutput,
        snping,
    ),
    (
        Dialect(longest_line=559, most_commands=39),
        line.Figures(
            rates=(
                *(300, 600, 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400),
                *(921600, 2000000, 2900000, 3000000, 3200000, 3686400, 4000000),
            )
        ),
        power.Figures(functionality=(0, 1, 4, 5, 6, 7), minimum_to_flight=True),
        registration.Figures(access=NB_IOT),
        identity.Figures(own_number_details=""),
        packet.Figures(contexts=24, types=("IP", "PPP", "IPV6", "IPV4V6"), options=(2, 4, 1, 1)),
        psm.Figures(modes=2),
        cip.Figures(connections=8, connections_with_server=7, count_lengths=(0, 2920), circuit_switched_bearer=False),
    ),
    {
        "manufacturer": "SIMCOM_Ltd",
        "product": "SIM7000 R1351",
        "model": "SIMCOM_SIM7000E",
        "revision": "Revision:1351B04SIM7000E",
        "object": "SIM7000",
        "imei": "864713037301317",
        "imsi": "460001357924680",
        "iccid": "898600810906F8048812",
        "number": "13900000000",
    },
    commands=(
        v250.idle("L", 3),
        v250.idle("M", 2),
        v250.basic("&E", "speed", 1),
        v250.register(7, 0, 255, 60),
        v250.register(10, 1, 255, 14),
        registration.reporting("+CGREG", modes=(0, 1, 2, 4)),
        one_number("+CSCLK", "csclk", sleep.AWAKE, sleep.BY_DTR),
        one_number("+CIPHEXS", "cip.hex_output", hexoutput.AS_IT_IS, hexoutput.DIGITS, readable=False),
        one_number("+CIPOPTION", "cip.no_delay"),
    ),
    settings={
        "speed": Setting(0, Saved.PROFILE),
        "S10": Setting(14, Saved.PROFILE),
        "ciurc": Setting(0),  # without calls there is no Call Ready
        "ipr": Setting(line.AUTO, Saved.AT_ONCE),
        "cops": Setting(registration.AUTOMATIC, Saved.AT_ONCE),
        "csclk": Setting(sleep.AWAKE, Saved.AT_ONCE),
        "cpsmstatus": Setting(0, Saved.AT_ONCE),  # else it could not speak of the end of deep sleep
        "cip.no_delay": Setting(0),
    },
    # What the manual V1.06 does not have.
    without=frozenset({"&W", "P", "T", "+CIURC", "+CIPPING", "+CIPSCONT"}),
)

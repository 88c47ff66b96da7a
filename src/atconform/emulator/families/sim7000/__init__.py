"""SIM7000 series: what the SIM7000 TCP/IP application note V1.01 and the AT command manual V1.06 describe."""

from __future__ import annotations

from dataclasses import replace

from atconform.emulator import cip
from atconform.emulator.cip import address, hexinput, hexoutput, parameters, snping
from atconform.emulator.cip.datamode import return_to_data
from atconform.emulator.core.command import Command, Int, OneOf, Word
from atconform.emulator.core.dialect import Dialect
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.replies import ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.families.declaring import declare
from atconform.emulator.general import (
    appnetwork,
    calls,
    callservices,
    cardfiles,
    carrierconfiguration,
    charset,
    clock,
    connecttext,
    datacalls,
    eps,
    facilitylock,
    gpio,
    identity,
    line,
    measures,
    messagelists,
    messagesettings,
    netlight,
    ntp,
    packet,
    power,
    preference,
    profile,
    psm,
    pulses,
    registration,
    ringpin,
    sapbr,
    servicedomain,
    servingcell,
    sim,
    sleep,
    sms,
    timeserver,
    ussd,
    v250,
)
from atconform.emulator.general.connecttext import CONNECT_SPEED
from atconform.emulator.ppp import dial

NB_IOT = 9
CEDUMP = Setting("cedump", 0, Int(0, 1), command="+CEDUMP")
RATES = (
    *(300, 600, 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400),
    *(921600, 2000000, 2900000, 3000000, 3200000, 3686400, 4000000),
)

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
        appnetwork,
        clock,
        datacalls,
        charset,
        messagesettings,
        facilitylock,
        cardfiles,
        ussd,
        servicedomain,
        sms,
        messagelists,
        sleep,
        psm,
        measures,
        netlight,
        gpio,
        ringpin,
        timeserver,
        ntp,
        carrierconfiguration,
        cip,
        address,
        hexinput,
        hexoutput,
        snping,
        dial,
    ),
    (
        Dialect(longest_line=559, most_commands=39),
        power.Figures(minimum_to_flight=True),
        registration.Figures(access=NB_IOT),
        identity.Figures(own_number_details="", devices=("Device Name: W25Q32FW", "Ram Size: 128M")),
        packet.Figures(contexts=24, types=("IP", "PPP", "IPV6", "IPV4V6"), options=(2, 4, 1, 1)),
        psm.Figures(modes=2),
        sapbr.Figures(tags=("CONTYPE", "APN", "USER", "PWD")),  # the first is not in the manual; clients send it
        # What modems of Qualcomm's kind tell (published logs of a SIM7080 and of other makers' modules).
        connecttext.Figures(wireless_rate=150_000_000),
        callservices.Figures(),
        ntp.Figures(modes=True),
        measures.Figures(adc_values="(0,100-1700)"),
        gpio.Figures(numbers=(0, 4), inputs_only=(), pins=(1, 68)),
        messagesettings.Figures(internal_services={0: 2, 1: 3}),
        sms.Figures(modes_told_at_once={"mt 2": (1,), "mt 3": (1,), "ds 1": (1,)}),
        facilitylock.Figures(
            locks=("AB", "AC", "AG", "AI", "AO", "IR", "OI", "OX", "SC", "FD", "PN", "PU", "PP"),
            classes=facilitylock.ANY_SUM,
            passwords=(
                *(("AB", 4), ("AC", 4), ("AG", 4), ("AI", 4), ("AO", 4), ("IR", 4), ("OI", 4), ("OX", 4)),
                *(("SC", 8), ("P2", 8)),
            ),
        ),
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
        *dial.commands(datacalls, return_to_data),
        v250.idle("L", 3),
        v250.idle("M", 2),
        v250.basic(CONNECT_SPEED),
        one_number(parameters.HEX_OUTPUT, readable=False),
        one_number(parameters.NO_DELAY),
        measures.BATTERY_CHECK,
        identity.MEMORIES,
        pulses.BY_DIVISOR,
        replace(one_number(CEDUMP), test=None),
        callservices.ACTIVITY,
        callservices.RING_OF_KIND,
        Command("+CHUP", test=(), execute=lambda module: ok()),
        one_number(messagesettings.CSDH, alone=0),
        messagesettings.WAY,
        *messagesettings.profiles(highest=0),
    ),
    settings=(
        CONNECT_SPEED.but(saved=Saved.PROFILE),
        v250.S7.but(within=Int(0, 255)),
        v250.S10.but(default=14, within=Int(1, 255)),
        power.CFUN.but(within=OneOf((0, 1, 4, 5, 6, 7))),
        power.CIURC.but(default=0, saved=Saved.NO),  # without calls there is no Call Ready
        line.IPR.but(within=OneOf((line.AUTO, *RATES)), saved=Saved.AT_ONCE, untouched_by_reset=False),
        registration.CGREG.but(within=OneOf((0, 1, 2, 4))),
        registration.COPS.but(saved=Saved.AT_ONCE),
        sleep.CSCLK.but(within=Int(sleep.AWAKE, sleep.BY_DTR), saved=Saved.AT_ONCE),
        psm.CPSMSTATUS.but(default=0, saved=Saved.AT_ONCE),  # else it could not speak of the end of deep sleep
        parameters.NO_DELAY,
        measures.CBATCHK,
        calls.CRC,
        CEDUMP,
        ringpin.CFGRI.but(saved=Saved.NO),
        netlight.CNETLIGHT.but(saved=Saved.AT_ONCE),
        *(state.but(saved=Saved.NO) for state in netlight.STATES),
        charset.CSCS.but(within=Word(("IRA", "GSM", "UCS2")), saved=Saved.NO),
        sms.CNMI.but(within=(Int(0, 2), Int(0, 3), OneOf((0, 2)), Int(0, 2), Int(0, 1))),
        sms.CPMS.but(within=(Word(("SM",)),) * 3),
        messagesettings.CGSMS,
        messagesettings.CSDH.but(within=Int(0, 1)),
        messagesettings.VALIDITY.but(saved=Saved.NO),
        messagesettings.PROTOCOL.but(saved=Saved.NO),
        messagesettings.CODING.but(saved=Saved.NO),
    ),
    # What the manual V1.06 does not have.
    without=frozenset({"P", "T", "+CIURC", "+CIPPING", "+CIPSCONT"}),
)

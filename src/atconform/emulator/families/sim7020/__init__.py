"""SIM7020 series: what the SIM7020 TCP/IP application note V1.04 and the AT command manual V1.05 describe."""

from __future__ import annotations

from dataclasses import replace

from atconform.emulator import cip, cso
from atconform.emulator.cip import address, background_ping, channel, hexoutput, keepalive, parameters
from atconform.emulator.core.command import Command, Int, OneOf, Word, form
from atconform.emulator.core.dialect import Dialect
from atconform.emulator.core.dialogue import CMEE, ECHO, IFC, QUIET
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.replies import ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.families.declaring import declare
from atconform.emulator.general import (
    callservices,
    cardfiles,
    cardwatch,
    charset,
    clock,
    connecttext,
    escape,
    facilitylock,
    gpio,
    identity,
    line,
    measures,
    messagelists,
    messagesettings,
    netlight,
    packet,
    pdn,
    pintries,
    power,
    profile,
    psm,
    rawdata,
    registration,
    ringpin,
    sim,
    sleep,
    sms,
    sntp,
    timeserver,
    v250,
)

NB_IOT = 9
RATES = (110, 300, 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600, 3000000)
CREVHEX = Setting("crevhex", 0, Int(0, 1), Saved.AT_ONCE, "+CREVHEX")
"""Whether data is put out in hexadecimal (manual, 5.2.18); which data that is no document tells, so that none is."""
S1 = Setting("S1", 0, Int(0, 255), Saved.PROFILE, "S1")
S95 = Setting("S95", 0, Int(0, 255), Saved.PROFILE, "S95")
S25 = Setting("S25", 5, Int(0, 255), Saved.PROFILE, "S25")

SOCKET_ERRORS = {
    "name": -1,
    "unreachable": 1,
    "timeout": 2,
    "refused": 3,
    "reset": 3,
    "closed": 4,
    "not connected": 4,
    "illegal": 5,
    "in use": 8,
    "already connecting": 9,
    "already connected": 10,
    "no bearer": 11,
    "parameter": 12,
}
"""Codes of +CSOERR (note, 5.11; manual, 6.2.16), which name the errors and not the events.

The events are read from the names. A name that does not exist has no code of its own; a connection that is not
answered, or given up, is an aborted one; a far end that refuses does so with a reset; 4 (connected error) is taken
for what needs a connection that is not there, an orderly close by the far end among them.
"""

FAMILY = declare(
    "sim7020",
    (
        v250,
        escape,
        profile,
        line,
        identity,
        power,
        sim,
        registration,
        packet,
        pdn,
        rawdata,
        clock,
        charset,
        messagesettings,
        facilitylock,
        cardfiles,
        cardwatch,
        sms,
        messagelists,
        sleep,
        psm,
        measures,
        netlight,
        gpio,
        ringpin,
        timeserver,
        sntp,
        cip,
        channel,
        address,
        hexoutput,
        keepalive,
        background_ping,
        cso,
    ),
    (
        Dialect(longest_line=2048, repeats_last_line=False, bad_parameter=50),
        v250.Figures(register_digits=1),
        line.Figures(no_parity=3),
        power.Figures(resets=2, minimum_to_flight=True),
        registration.Figures(area_code="5B57", cell="01A50B1A", access=NB_IOT),
        identity.Figures(own_number_details=""),
        connecttext.Figures(tells_rate=False),
        pdn.Figures(subscribed_apn="shnbiot"),
        sms.Figures(can_leave_unread=False, listed_without_name=""),
        messagesettings.Figures(kinds=(1, 1, 0)),
        facilitylock.Figures(
            locks=("SC",), classes=Int(0, 255, default=facilitylock.EVERY_CLASS), passwords=(("SC", 8),)
        ),
        cardfiles.Figures(takes_path=True),
        packet.Figures(contexts=15, types=("IP", "IPV6", "IPV4V6", "Non-IP"), options=(2, 4, 0)),
        cip.Figures(
            receive_buffer=None,
            default_apn="ctnb",
            longest_apn=32,
            tells_default_apn=False,
            multi_separator=",",
            accept_separator=" ",
            received_from="RECV FROM: ",
            connecting_leads_to_data=False,
            transparent_at_rest=True,
            transparent_server=False,
            hex_output_needs_header=False,
        ),
        measures.Figures(adc_values="(0-1400)", charge=88, millivolts=3418),
        gpio.Figures(pins=(1, 42)),
        ringpin.Figures(all_lines=False),
        cso.Figures(errors=SOCKET_ERRORS),
    ),
    {
        "manufacturer": "SIMCOM_Ltd",
        "product": "SIM7020 R1752",
        "model": "SIM7020E",
        "revision": "1752B01V01SIM7020E",
        "object": "SIM7020E",
        "imei": "864713037301317",
        "imsi": "460001357924680",
        "iccid": "898600810906F8048812",
        "number": "13900000000",
    },
    commands=(
        v250.idle("L", 3),
        v250.idle("M", 2),
        v250.register(v250.S6),
        v250.register(S25, digits=3),
        one_number(clock.CLTS),
        one_number(parameters.HEAD, test="(0-NO HEADER,1-ADD HEADER)"),
        replace(one_number(parameters.HEX_OUTPUT), test=None),
        measures.CHARGE_AND_VOLTAGE,
        measures.BATTERY_CHECK,
        callservices.CAUSE,
        line.FLOW_CONTROL,
        identity.names("+CGOI", "object"),
        one_number(CREVHEX),
        v250.register(S1),
        v250.register(S95, digits=3),
        Command("N", write=form(lambda module, value: ok(), Int(1, 1))),
        one_number(CMEE),
        Command("+CRESET", test=(), execute=power.reset),
        *clock.FOLLOWED,
        clock.UTC_OR_LOCAL,
        replace(one_number(callservices.CR), test=None),
        identity.names("+ICCID", "iccid"),
        pintries.BY_NAME,
        cardwatch.PRESENCE,
    ),
    settings=(
        ECHO.but(saved=Saved.NO),
        QUIET.but(saved=Saved.NO),
        v250.S6.but(within=Int(0, 10)),
        v250.DTR_RULE.but(default=2, saved=Saved.NO),
        S25,
        line.DCD_RULE.but(saved=Saved.NO),
        line.IPR.but(within=OneOf((line.AUTO, *RATES)), saved=Saved.AT_ONCE),
        line.ICF.but(default=(3, 3)),
        IFC.but(saved=Saved.NO),
        power.CFUN.but(within=OneOf((0, 1, 4, 7)), saved=Saved.NO),
        power.CIURC.but(default=0, saved=Saved.NO),  # without calls there is no Call Ready
        clock.CLTS.but(saved=Saved.AT_ONCE),
        registration.COPS.but(saved=Saved.AT_ONCE),
        sleep.CSCLK.but(saved=Saved.AT_ONCE),
        measures.CBATCHK,
        callservices.CEER,
        CREVHEX,
        S1,
        S95,
        ringpin.CFGRI.but(saved=Saved.AT_ONCE),
        callservices.CR,
        *(setting.but(saved=Saved.AT_ONCE) for setting in netlight.SETTINGS),
        charset.CSCS.but(within=Word(("GSM", "HEX", "IRA", "PCCP", "PCDN", "UCS2", "8859-1"))),
        sms.CNMI.but(within=(Int(0, 3), Int(0, 3), OneOf((0,)), Int(0, 2), Int(0, 1))),
        sms.CPMS.but(within=(Word(("SM", "SR")), Word(("SM",)), Word(("SM",)))),
        messagesettings.CSMS.but(within=OneOf((0, 1, 128))),
        messagesettings.FIRST_OCTET.but(saved=Saved.NO),
        messagesettings.VALIDITY.but(within=messagesettings.OCTET),
        parameters.NAME_SERVERS.but(default=("208.67.222.222", "0.0.0.0")),
    ),
    # What the manual V1.05 does not have, or has no longer.
    without=frozenset(
        {"P", "T", "+GCAP", "+CIURC", "+CIPCCFG", "+CIPDPDP", "+CIPRDTIMER", "+CIPSCONT", "+CIPSGTXT", "+SGPIO"},
    ),
)

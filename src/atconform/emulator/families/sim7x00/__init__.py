"""SIM7X00 series (SIM7500, SIM7600): what the SIM7X00 TCP/IP application note V1.00 and the SIM7500/SIM7600 AT command
manual V3.00 describe."""

from __future__ import annotations

from dataclasses import replace

from atconform.base.units import MS
from atconform.emulator import netopen
from atconform.emulator.core.command import Command, Int, OneOf, form
from atconform.emulator.core.dialect import Dialect
from atconform.emulator.core.dialogue import CMEE, IFC
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.replies import ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.families.declaring import declare
from atconform.emulator.general import (
    audio,
    bearerservice,
    calls,
    callservices,
    clock,
    connecttext,
    dataline,
    escape,
    gpiofunctions,
    identity,
    line,
    measures,
    netstart,
    ntp,
    packet,
    permanentrate,
    power,
    profile,
    registration,
    ringpin,
    sim,
    sleep,
    sms,
    systeminfo,
    timeserver,
    v250,
)
from atconform.emulator.general.line import IPR
from atconform.emulator.netopen.datamode import return_to_data
from atconform.emulator.ppp import dial

GSM, EUTRAN, CDMA = 0, 7, 8
NO_FLOW_CONTROL, HARDWARE = 0, 2
MANUFACTURER, MODEL, REVISION = "SIMCOM INCORPORATED", "SIMCOM_SIM7600E", "SIM7600E_V1.0"
IMEI = "864713037301317"
RATES = (
    *(300, 600, 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400),
    *(460800, 921600, 3000000, 3200000, 3686400),
)
USUAL_RATE = 115200
CAPABILITIES = "+GCAP: +CGSM,+FCLASS,+DS"

DSR_RULE = Setting("dsr", 1, Int(0, 1), Saved.PROFILE, "&S")

FAMILY = declare(
    "sim7x00",
    (
        v250,
        profile,
        line,
        identity,
        power,
        sim,
        registration,
        systeminfo,
        packet,
        netstart,
        clock,
        calls,
        callservices,
        bearerservice,
        audio,
        sms,
        sleep,
        measures,
        gpiofunctions,
        permanentrate,
        ringpin,
        timeserver,
        ntp,
        netopen,
        dial,
    ),
    (
        Dialect(longest_line=559, most_commands=39, prompt=b">", bad_parameter=None, unknown_command=None),
        line.Figures(no_parity=3),
        power.Figures(
            tells_functionality=False,
            ready_lines=("SMS DONE", "PB DONE"),
            minimum_to_flight=True,
        ),
        registration.Figures(
            area_code="1816", cell="F99F", operator_access={"GSM": GSM, "LTE": EUTRAN, "CDMA": CDMA, "EVDO": CDMA}
        ),
        identity.Figures(own_number_details=""),
        packet.Figures(contexts=24, types=("IP", "PPP", "IPV6", "IPV4V6"), options=(2, 4, 1, 1)),
        calls.Figures(
            tells_calls=True,
            caller_details=',,,"",0',
            called_details=",,,",
            list_details="",
        ),
        escape.Figures(gap=900 * MS),
        dataline.Figures(dtr_low=0),
        clock.Figures(zone_change="+CTZV: {zone},{time},{saving}"),
        ntp.Figures(codes=ntp.OTHER_CODES),
        measures.Figures(millivolts=3591, hundredths_of_degrees=2900),
        connecttext.Figures(wireless_rate=236800),
    ),
    {
        "manufacturer": MANUFACTURER,
        "product": "\n".join(
            (f"Manufacturer: {MANUFACTURER}", f"Model: {MODEL}", f"Revision: {REVISION}", f"IMEI: {IMEI}", CAPABILITIES)
        ),
        "model": MODEL,
        "revision": REVISION,
        "imei": IMEI,
        "imsi": "460001357924680",
        "iccid": "898600810906F8048812",
        "number": "13900000000",
    },
    commands=(
        *dial.commands(calls, return_to_data),
        dial.CGDATA,
        v250.basic(v250.PROGRESS, alone=1),
        v250.basic(connecttext.CONNECT_SPEED, alone=1),
        v250.basic(DSR_RULE),
        v250.basic(connecttext.PROTOCOL_TOLD),
        identity.SERIAL_NUMBER,
        identity.EVERYTHING,
        identity.SECOND_SUBSCRIPTION,
        one_number(line.CATR),
        ringpin.WITH_TIMES,
        ntp.LENGTH_AND_ZONES,
        *clock.FOLLOWED,
        one_number(clock.CTZR, "(0-1)", alone=0),
        *measures.ADC_IN_TWO_WAYS,
        *measures.WATCHED_SUPPLY,
        one_number(CMEE, alone=2),
        one_number(sleep.CSCLK, test="(0-1)", alone=sleep.AWAKE),
        one_number(sms.CMGF, alone=0),
        one_number(calls.CVHU, alone=1),
        registration.reporting(registration.CREG, alone=True),
        registration.reporting(registration.CGREG, alone=True),
        replace(calls.CALLER, execute=lambda module: calls.present_caller(module, 0)),
        replace(callservices.CAUSE, test=(), read=None, write=None),
        one_number(calls.CRC, alone=0),
        one_number(calls.MORING, "(0-1)"),
        one_number(callservices.CR, alone=0),
        callservices.with_status(one_number(calls.COLP, alone=0), calls.COLP, "called_told"),
        *bearerservice.BY_VERSION,
        audio.SIDE_TONE_COMMAND,
        Command("+CICCID", test=(), execute=lambda module: ok(f"+ICCID: {module.identity['iccid']}")),
        Command("+GCAP", test=(), execute=lambda module: ok(CAPABILITIES)),
        Command("+CPOF", test=(), execute=lambda module: ok(then=module.supply.off)),
        Command("+CRESET", test=(), execute=power.reset),
        Command(
            "+IPR",
            test=(f"+IPR: ({','.join(map(str, (line.AUTO, *RATES)))})",),
            read=lambda module: ok(f"+IPR: {module.settings[IPR]}"),
            write=form(line.set_rate, OneOf((line.AUTO, *RATES))),
            execute=lambda module: line.set_rate(module, USUAL_RATE),
        ),
        Command(
            "+IFC",
            test=("+IFC: (0,2),(0,2)",),
            read=lambda module: line.pair(module, IFC),
            write=form(
                line.set_flow_control,
                OneOf((NO_FLOW_CONTROL, HARDWARE)),
                OneOf((NO_FLOW_CONTROL, HARDWARE), default=None),
            ),
            execute=lambda module: line.set_flow_control(module, NO_FLOW_CONTROL, NO_FLOW_CONTROL),
        ),
        Command(
            "+ICF",
            test=("+ICF: (1-6),(0-3)",),
            read=lambda module: line.pair(module, line.ICF),
            write=form(line.set_format, Int(1, 6), Int(0, 3, default=3)),
            execute=lambda module: line.set_format(module, 3, 3),
        ),
    ),
    settings=(
        CMEE.but(default=2),
        v250.DTR_RULE.but(default=1),
        v250.S7.but(default=0, within=Int(0, 255)),
        connecttext.CONNECT_SPEED.but(default=1),
        DSR_RULE,
        calls.CVHU.but(default=1),
        line.DCD_RULE.but(within=Int(0, 2)),
        line.IPR.but(default=USUAL_RATE, within=OneOf((line.AUTO, *RATES)), saved=Saved.NO),
        line.ICF.but(default=(3, 3)),
        power.CFUN.but(within=OneOf((0, 1, 4, 5, 6, 7))),
        measures.CMTE.but(default=1, saved=Saved.NO),
        measures.CVALARM,
        connecttext.PROTOCOL_TOLD,
        line.CATR,
        permanentrate.IPREX.but(within=OneOf((line.AUTO, *RATES))),
        ringpin.CFGRI_WITH_TIMES,
        ntp.ZONE.but(within=ntp.WIDE_ZONES),
        clock.CTZU.but(default=1, saved=Saved.AT_ONCE),
        clock.CTZR.but(saved=Saved.NO),
        calls.MORING.but(saved=Saved.NO),
        calls.CLCC.but(saved=Saved.NO),
        audio.CLVL.but(default=4, within=Int(0, 5)),
        audio.SIDE_TONE_ON,
        bearerservice.MORE_BEARERS,
        *bearerservice.LINKS,
        measures.CPMVT,
        registration.COPS.but(saved=Saved.AT_ONCE),
        sleep.CSCLK.but(within=Int(sleep.AWAKE, sleep.BY_DTR), saved=Saved.NO),
    ),
    # What the manual V3.00 does not have.
    without=frozenset(
        {
            *("P", "T", "+GMI", "+GMM", "+GMR", "+GSN", "+GOI", "+GSV", "+CCID", "+CPOWD", "+CIURC", "+CLTS"),
            *("+CSNS", "+CNTPCID"),
        },
    ),
)

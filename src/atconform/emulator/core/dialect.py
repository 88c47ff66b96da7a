"""What the emulator has for a family: figures, spellings, orders. Data, so that a variant is a changed copy.

The judge has figures of its own (the claims); they are never shared, else the emulator could not be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from atconform.base.units import MS, SECOND


def figure(default: int, step: int = 1) -> Any:
    """Declare a figure that the self-check may move by ``step``: a scenario must notice."""
    return field(default=default, metadata={"step": step})


@dataclass(frozen=True, slots=True)
class Dialect:
    """One family's figures and spellings. Times in microseconds."""

    # How long things take. Small, distinct and not zero, so that no order is an accident.
    command_delay: int = 2 * MS
    boot_delay: int = 400 * MS
    boot_line_gap: int = 150 * MS
    restart_delay: int = 30 * MS
    search_delay: int = 250 * MS
    bearer_delay: int = 180 * MS
    resolve_delay: int = 3 * MS

    # V.250
    longest_line: int = 556
    most_commands: int | None = None
    """How many commands a line may have; None: as many as fit."""
    prompt: bytes = b"> "
    not_allowed: int | None = 3
    """The +CME ERROR for what is not allowed at present; None: plain ERROR for every AT+CMEE."""
    least_error_reporting: int = 0
    """How errors are told at least, by the values of AT+CMEE."""
    bad_parameter: int | None = 3
    """The +CME ERROR for parameters that do not fit; None: plain ERROR for every AT+CMEE."""
    unknown_command: int | None = 100
    """The +CME ERROR for a command that there is not; None as above."""
    register_digits: int = 3
    repeats_last_line: bool = True
    """Whether A/ is a command."""
    no_parity: int = 255
    """What AT+ICF tells as the parity of a format without one."""
    rates: tuple[int, ...] = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800)

    # The start
    tells_functionality: bool = True
    """Whether +CFUN is among the lines of the start."""
    ready_lines: tuple[str, str] = ("Call Ready", "SMS Ready")
    """What is said when calls, and then messages, are possible; the former only with AT+CIURC=1."""

    # Functionality (AT+CFUN)
    functionality: tuple[int, ...] = (0, 1, 4)
    resets: int = 1
    """The greatest value of <rst>; all but 0 restart the module."""
    minimum_to_flight: bool = False
    """Whether levels 0 and 4 lead to each other."""

    # SIM and network
    pin: str = ""
    puk: str = "12345678"
    own_number_details: str = ",7,4"
    """What AT+CNUM tells behind the type of the number: speed and service."""
    area_code: str = "18D8"
    cell: str = "6B3F"
    access: int | None = None
    """The access technology that AT+COPS and +CREG tell (3GPP TS 27.007, <AcT>); None: they do not."""
    operator_access: Mapping[str, int] = field(default_factory=dict)
    """What AT+COPS alone tells as the access technology, for each radio system there may be."""
    subscribed_apn: str = ""
    """What the network connects a module to that attaches without naming an APN."""

    # PDP contexts (AT+CGDCONT)
    pdp_contexts: int = 3
    pdp_types: tuple[str, ...] = ("IP",)
    pdp_options: tuple[int, ...] = (0, 0)
    """The greatest value of each number behind the address: data compression, header compression, further ones."""

    # Calls and short messages (application note, 2.2.5)
    ring_interval: int = 3 * SECOND
    tells_calls: bool = False
    """Whether the begin and the end of a voice call are reported (VOICE CALL)."""
    ri_call: int = figure(50 * MS, 11 * MS)
    ri_message: int = figure(120 * MS, 25 * MS)
    message_slots: int = 10
    storage_separator: str = ","

    # Sleep (application note, 11; AT command manual, AT+CSCLK)
    sleep_after: int = 1 * SECOND
    wake_dtr: int = figure(50 * MS, 2 * MS)
    wake_characters: int = 100 * MS

    # Power saving mode, where AT+CPSMS gives no timers (3GPP TS 24.008, T3324 and T3412)
    psm_modes: int = 3
    """How many modes AT+CPSMS has."""
    psm_active: int = 4 * SECOND
    psm_period: int = 10 * SECOND

    # Data mode (application note, 2.2.4)
    escape_before: int = figure(1 * SECOND, 2 * MS)
    escape_after: int = figure(1 * SECOND, 2 * MS)
    escape_gap: int = figure(1 * SECOND, 2 * MS)
    escape_gap_may_equal: bool = True
    dtr_low: int = figure(1 * SECOND, 2 * MS)
    wireless_rate: int = 0
    """The data rate of the radio link, in bits per second, as CONNECT tells it (AT&E0)."""
    connecting_leads_to_data: bool = True
    """Whether a connection of transparent mode is in data mode at once; else AT+CIPCHAN leads there."""
    transparent_at_rest: bool = False
    """Whether AT+CIPMODE is taken only in IP INITIAL and after a connection."""
    transparent_server: bool = True
    """Whether the server works in transparent mode."""

    # TCP/IP
    connections: int = figure(6)
    connections_with_server: int = figure(5)
    longest_send: int = figure(1460)
    longest_read: int = figure(1460)
    longest_hex_read: int = figure(730)
    count_lengths: tuple[int, int] = (1, 1460)
    """The least and greatest length that AT+CIPRXGET=4 takes, and does nothing with."""
    multi_separator: str = ", "
    accept_separator: str = ""
    received_from: str = "RECV FROM:"
    default_apn: str = "CMNET"
    longest_apn: int = 50
    tells_default_apn: bool = True
    """Whether AT+CSTT? tells the default APN before one is set."""
    circuit_switched_bearer: bool = True
    """Whether AT+CIPCSGP has a mode for circuit-switched data."""
    hex_output_needs_header: bool = True
    """Whether AT+CIPHEXS=2 takes effect with AT+CIPHEAD=1 only."""
    wait_step: int = figure(100 * MS, 30 * MS)

    # TCP/IP by AT+NETOPEN and AT+CIPOPEN; a figure of 0 is one that the family does not have
    links: int = figure(0)
    servers: int = figure(0)
    longest_trying: int = figure(0, 1 * SECOND)
    """How long a TCP packet is sent again at most."""
    query_wait: int = figure(0, 500 * MS)
    """How long the first query for a name waits for its answer."""
    query_longer: int = figure(0, 200 * MS)
    """By how much each further query waits longer."""
    dormant_after: int = 0
    """After how long without data the packet network goes dormant."""

    # Sockets (AT+CSO...); a figure of 0 is one that the family does not have
    sockets: int = figure(0)
    socket_send: int = figure(0)
    """Most bytes of one AT+CSOSEND."""
    socket_entry: int = 0
    """Most bytes of one AT+CSODSEND."""
    socket_read: int = figure(0)
    socket_hex_read: int = figure(0)
    socket_errors: Mapping[str, int] = field(default_factory=dict)
    """The code of +CSOERR for each event that there is one for."""
    tells_reason: bool = True
    """Whether +CSOERR follows on the ERROR of a command on a socket."""
    client_data_under_server: bool = False
    """Whether data of a server's client is told under the number of the socket that listens."""

    # Firmware variants
    respellings: Mapping[str, str | None] = field(default_factory=dict)
    """Lines, but for result codes, that this firmware prints otherwise: a regular expression for the whole line, and
    what is printed instead, in which ``\\1`` is the first group; None: nothing is."""

    def spell(self, line: str) -> str | None:
        """Spell a line as this firmware prints it; None: it does not print it."""
        for pattern, instead in self.respellings.items():
            if found := re.fullmatch(pattern, line):
                return instead and found.expand(instead)
        return line


def normal(dialect: Dialect) -> Dialect:
    """Give a dialect the delays of real modules, for an emulator that stands alone."""
    return replace(
        dialect,
        command_delay=15 * MS,
        boot_delay=1 * SECOND,
        boot_line_gap=1300 * MS,
        restart_delay=400 * MS,
        search_delay=20 * SECOND,
        bearer_delay=1700 * MS,
        sleep_after=5 * SECOND,
    )


def immediate(dialect: Dialect) -> Dialect:
    """Let a module answer commands at once, where the surroundings take their own time already."""
    return replace(dialect, command_delay=0)


def figures(dialect: Dialect) -> dict[str, int]:
    """Return which figures of a dialect may be moved, and by how much."""
    return {f.name: f.metadata["step"] for f in fields(dialect) if "step" in f.metadata and getattr(dialect, f.name)}

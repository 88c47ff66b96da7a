"""The faults: what each is called everywhere, what it does, and what can be said of it."""

from __future__ import annotations

from atconform.base.errors import UsageError
from atconform.base.suggest import did_you_mean
from atconform.base.units import MS, SECOND
from atconform.emulator.core.module import Module
from atconform.faults import datagrams, internet, lines, octets, power, radio, refusing, sending, visitors
from atconform.faults.kind import FaultKind
from atconform.faults.parameters import Parameter

OF_CIP = ("+CIPSTART",)
PROMPTING = ("+CIPSEND", "+CSODSEND", "+CMGS")


def by(says: str, default: int) -> Parameter:
    """Declare how much time something takes."""
    return Parameter("by", "time", says, default=default)


TEXT = Parameter("text", "text", "only those that have this in them", unless="whatever they say")
HOST = Parameter("name", "text", "only names that have this in them", unless="every name")
ABOUT = Parameter("command", "text", "only to a command that begins like this", unless="to any command")
WHAT = Parameter("what", "choice", "the answer, or the prompt", default="answer", choices=("answer", "prompt"))
WAY = Parameter(
    "way",
    "choice",
    "on which way",
    default=datagrams.BOTH,
    choices=(datagrams.BOTH, datagrams.FROM_MODULE, datagrams.TO_MODULE),
)
NUMBER = Parameter("number", "text", "who it is from", default="+491710000001", like=r"\+?[0-9]{1,20}")


OCTETS = (
    Parameter("count", "number", "how many", default=1, least=1),
    Parameter("at", "number", "behind how many bytes of the piece they stand", unless="in its middle"),
    Parameter("text", "text", "only in a piece that has this in it", unless="in whatever comes next"),
    Parameter(
        "what",
        "choice",
        "only in what is said so, on the way to the host",
        default="anything",
        choices=("anything", "echo", "answer", "prompt", "unsolicited", "data"),
    ),
    Parameter("way", "choice", "on which way", default=octets.TO_HOST, choices=(octets.TO_HOST, octets.TO_MODULE)),
)
"""Which bytes of the line are met."""

FAULTS = (
    # The network
    FaultKind(
        "context-lost",
        "The network takes the PDP context away, and every connection in it.",
        radio.ContextLost,
    ),
    FaultKind(
        "activation-refused",
        "The network refuses the PDP context that the module asks for.",
        radio.ActivationRefused,
        (by("how long the network takes to refuse", 600 * MS),),
    ),
    FaultKind(
        "no-network",
        "There is no network to be heard: no signal, no registration, no packet service.",
        radio.NoNetwork,
    ),
    FaultKind(
        "no-packet-service",
        "The network registers the module and gives it no packet service.",
        radio.NoPacketService,
    ),
    FaultKind(
        "weak-signal",
        "The signal is weak, by what the module tells of it.",
        radio.WeakSignal,
        (
            Parameter("rssi", "number", "the level that AT+CSQ tells", default=2, most=31),
            Parameter("ber", "number", "the bit error rate that AT+CSQ tells", default=7, most=7),
        ),
    ),
    FaultKind(
        "registration-denied",
        "The network refuses to register the module.",
        radio.RegistrationDenied,
    ),
    FaultKind(
        "sim-removed",
        "The SIM card is taken out; put back, it is found at the next start or by AT+CFUN=0 and AT+CFUN=1.",
        power.SimRemoved,
    ),
    # Names and servers
    FaultKind(
        "name-not-resolved",
        "A name is not resolved, where it is looked up or called.",
        internet.NameNotResolved,
        (HOST, by("how long the name servers take to say so", 2 * SECOND)),
    ),
    FaultKind(
        "no-route",
        "A TCP connection does not come about: the far end's host cannot be reached.",
        internet.NoRoute,
        (by("how long it takes until that is known", 3 * SECOND),),
    ),
    FaultKind(
        "refused",
        "A TCP connection does not come about: the far end refuses it.",
        internet.Refused,
        (by("how long the refusal takes to come", 300 * MS),),
    ),
    FaultKind(
        "call-unanswered",
        "A TCP connection does not come about: nobody answers, and the module gives up late.",
        internet.CallUnanswered,
        (
            Parameter("patience", "time", "how long the module tries", unless="as long as its TCP does, mostly 75s"),
            Parameter("for-ever", "yes or no", "whether it never gives up", default=False),
        ),
    ),
    FaultKind(
        "silent-server",
        "Servers take connections and data, and nothing that they send comes.",
        internet.SilentServer,
    ),
    FaultKind(
        "slow-server",
        "What servers send by TCP comes late.",
        internet.SlowServer,
        (by("how much later", 20 * SECOND),),
    ),
    FaultKind(
        "no-acknowledgements",
        "Nothing that the module sends by TCP is acknowledged, until it gives the connection up.",
        internet.NoAcknowledgements,
        sockets="the data does reach the far end, in the simulated network as well; the module is not told",
    ),
    FaultKind(
        "link-lost",
        "Every TCP connection that is up is dead from now on, and the module is told nothing.",
        internet.LinkLost,
        sockets="the far end is told nothing either, until the emulator ends",
    ),
    FaultKind(
        "server-closes",
        "The far end closes every TCP connection that is up, or resets it.",
        internet.ServerCloses,
        (Parameter("how", "choice", "in order, or by a reset", default="close", choices=("close", "reset")),),
    ),
    FaultKind(
        "segments",
        "What comes by TCP comes in small pieces, with time between them.",
        internet.Segments,
        (
            Parameter("size", "number", "bytes of a piece", default=7, least=1),
            Parameter("gap", "time", "the time between two pieces", default=300 * MS),
        ),
        sockets="how the far end gets what the module sends is up to the system",
    ),
    FaultKind(
        "datagrams-lost",
        "Datagrams get lost.",
        datagrams.Lost,
        (WAY,),
    ),
    FaultKind(
        "datagrams-doubled",
        "Datagrams come twice.",
        datagrams.Doubled,
        (WAY, by("how much later the second one comes", 200 * MS)),
    ),
    FaultKind(
        "datagrams-late",
        "Datagrams come late, and behind those that were sent after them.",
        datagrams.Delayed,
        (WAY, by("how much later", 5 * SECOND)),
    ),
    # What the module says
    FaultKind(
        "urc-lost",
        "An unsolicited line does not come.",
        lines.UrcLost,
        (TEXT,),
    ),
    FaultKind(
        "urc-late",
        "An unsolicited line comes late, whatever that is in the middle of.",
        lines.UrcLate,
        (TEXT, by("how much later", 5 * SECOND)),
    ),
    FaultKind(
        "urc-inside-answer",
        "An unsolicited line waits for the next answer, and comes before it or inside it.",
        lines.UrcInsideAnswer,
        (
            TEXT,
            Parameter("command", "text", "only the answer to a command that begins like this", unless="to any command"),
            Parameter(
                "where",
                "choice",
                "before the answer, or behind its first line",
                default="inside",
                choices=("inside", "before"),
            ),
        ),
    ),
    FaultKind(
        "answer-lost",
        "The answer to a command does not come, though the command has done what it does.",
        lines.AnswerLost,
        (ABOUT, WHAT),
    ),
    FaultKind(
        "answer-late",
        "The answer to a command comes late, or its prompt for data.",
        lines.AnswerLate,
        (ABOUT, WHAT, by("how much later", 5 * SECOND)),
    ),
    FaultKind(
        "prompt-never",
        "The prompt for data does not come; the module waits for the data all the same.",
        lines.PromptNever,
        needs=PROMPTING,
        lacks="prompt",
    ),
    FaultKind(
        "error",
        "A command is answered with an error and does nothing.",
        refusing.CommandError,
        (
            Parameter("command", "text", "the command, as it is typed, or how it begins", required=True),
            Parameter("answer", "text", "the result code that it ends with", default="ERROR"),
        ),
        check=refusing.check,
    ),
    # Inside the module
    FaultKind(
        "send-fail",
        "The module has no room for what is to be sent, and says that sending failed.",
        sending.SendFail,
    ),
    FaultKind(
        "receive-buffer-overrun",
        "With so much received and not fetched, every sending fails, or what comes is lost.",
        sending.ReceiveBufferOverrun,
        (
            Parameter("limit", "number", "bytes unfetched", default=2800, least=1),
            Parameter(
                "effect",
                "choice",
                "what happens then",
                default=sending.SEND_FAIL,
                choices=(sending.SEND_FAIL, sending.LOST),
            ),
        ),
    ),
    FaultKind(
        "unread-lost",
        "What waits to be fetched is lost when its connection ends, and fetching is an error.",
        power.UnreadLost,
        needs=OF_CIP,
        lacks="AT+CIPSTART",
    ),
    FaultKind(
        "reboot",
        "The module starts anew by itself.",
        power.Reboot,
    ),
    FaultKind(
        "freeze",
        "The module hangs: it hears nothing and says nothing, until it gets power anew or its power key is pressed.",
        power.Freeze,
    ),
    FaultKind(
        "brown-out",
        "The supply gives in: the module warns, switches itself off, and has power again after a while.",
        power.BrownOut,
        (
            Parameter("warning", "time", "from the warning to the end", default=5 * SECOND),
            Parameter("off-for", "time", "how long there is no power", default=10 * SECOND),
            Parameter("millivolts", "number", "what AT+CBC tells meanwhile", default=3250, most=6000),
        ),
    ),
    # The serial line
    FaultKind(
        "bytes-lost",
        "Bytes of the serial line get lost.",
        octets.BytesLost,
        OCTETS,
    ),
    FaultKind(
        "bytes-doubled",
        "Bytes of the serial line come twice.",
        octets.BytesDoubled,
        OCTETS,
    ),
    FaultKind(
        "bytes-garbled",
        "Bytes of the serial line are others.",
        octets.BytesGarbled,
        OCTETS,
    ),
    FaultKind(
        "noise",
        "Bytes come to the host that nobody has sent.",
        octets.Noise,
        (
            Parameter(
                "digits", "text", "which, two hexadecimal digits each", default="00ff", like="([0-9a-fA-F]{2}){1,100}"
            ),
        ),
    ),
    # Who else speaks
    FaultKind(
        "sms",
        "A short message comes.",
        visitors.ShortMessage,
        (NUMBER, Parameter("text", "text", "what it says", default="hello")),
        needs=("+CMGF",),
        lacks="short messages",
    ),
    FaultKind(
        "call",
        "A voice call comes, and rings until it is answered, refused or given up.",
        visitors.Call,
        (NUMBER, Parameter("rings-for", "time", "how long the caller waits", default=20 * SECOND)),
        needs=("A",),
        lacks="voice calls",
    ),
    FaultKind(
        "network-time",
        "The network tells the time once more, or another one; the module says it as AT+CLTS or AT+CTZR asks.",
        visitors.NetworkTime,
        (
            Parameter("ahead", "time", "how far the clock jumps", default=0),
            Parameter("zone", "number", "quarters of an hour", unless="the zone that it is", least=-48, most=56),
        ),
        needs=("+CLTS", "+CTZR"),
        lacks="time of the network",
    ),
)
"""In the order in which they are listed."""

BY_NAME = {kind.name: kind for kind in FAULTS}


def find(name: str, module: Module) -> FaultKind:
    """Find a fault for a module.

    :param name: with hyphens or, as in Python, with underscores
    :raises UsageError: there is none of this name, or this module cannot have it
    """
    kind = BY_NAME.get(name.replace("_", "-"))
    if kind is None:
        similar = did_you_mean(name, list(BY_NAME))
        raise UsageError(f"there is no fault {name}{similar}", "atconform emulate --list-faults names them")
    if not has(module, kind):
        raise UsageError(f"{kind.name}: the emulated {module.family.name} has no {kind.lacks}", "choose another fault")
    return kind


def has(module: Module, kind: FaultKind) -> bool:
    """Return whether a module can have a fault."""
    return not kind.needs or any(command in module.commands for command in kind.needs)


def had_by(module: Module) -> list[FaultKind]:
    """Return the faults that a module can have."""
    return [kind for kind in FAULTS if has(module, kind)]

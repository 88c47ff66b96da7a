"""The states of figures 2 and 3 of the SIM800 and SIM7000 application notes (chapter 8), as tables.

Figure 2 is single connection mode, figure 3 multi connection mode. The states' names are those that AT+CIPSTATUS
prints; ``TCP/UDP`` of the figure is printed as the protocol in use (AT command manual, AT+CIPSTATUS).

Triggers in capitals are commands, those in small letters are events. Transitions that the figures do not draw:

- CIFSR wherever there is an address: it tells the address and changes nothing (manual, AT+CIFSR);
- CIPSHUT from IP STATUS in figure 2 (figure 3 draws it), from IP INITIAL and while closing (every client begins with
  it, and published logs show SHUT OK);
- what follows a failed activation (PDP DEACT) and a failed connection (IP STATUS, as published logs print before
  CONNECT FAIL);
- CIPSTART and CIPSERVER from IP INITIAL in single mode, which bring the bearer up by themselves (note 2.1.3, manual);
- CIPSTART and CIPSERVER after TCP/UDP CLOSED (note, chapter 12), and further ones in IP PROCESSING (note 3.1, 3.2);
- CIPCLOSE while connecting or listening (manual, AT+CIPCLOSE);
- an end from outside, ``lost``, which leads where CIPCLOSE leads (note 2.1.1);
- a server whose client has gone listens on, unless CIPSERVER=0 came first, which leaves the client (note 2.1.3);
- IP PROCESSING is left when neither a connection nor the server is ``left``: figure 3 draws only CIPCLOSE, and other
  connections keep the state (note 3.1 and 4);
- deactivation by the network in every state that has a context, which ends where AT+CGATT=0 ends (note 2.2.4).

What a state takes no note of is a row too, which leads to the state itself: single links and a server that cannot
listen in IP PROCESSING, and the connection that does not come up with its bearer.

A connection number of AT+CIPSTATUS has a table of its own (note 3; manual, AT+CIPSTATUS). In it ``closed`` is also the
end of a connection that takes no handshake: UDP, quick closing, and one that is not up yet.
"""

from __future__ import annotations

from atconform.emulator.core.transitions import table

INITIAL = "IP INITIAL"
START = "IP START"
CONFIG = "IP CONFIG"
GPRSACT = "IP GPRSACT"
STATUS = "IP STATUS"
CONNECTING = "{protocol} CONNECTING"
LISTENING = "SERVER LISTENING"
CONNECTED = "CONNECT OK"
CLOSING = "{protocol} CLOSING"
CLOSED = "{protocol} CLOSED"
PROCESSING = "IP PROCESSING"
DEACT = "PDP DEACT"

BEARER = {
    INITIAL: {"CSTT": START, "CIPSHUT": INITIAL},
    START: {"CIICR": CONFIG, "CIPSHUT": INITIAL},
    CONFIG: {"activated": GPRSACT, "refused": DEACT, "deactivated": DEACT, "CIPSHUT": INITIAL},
    GPRSACT: {"CIFSR": STATUS, "deactivated": DEACT, "CIPSHUT": INITIAL},
    DEACT: {"failed": DEACT, "CIPSHUT": INITIAL},
}

SINGLE = table(
    BEARER
    | {
        INITIAL: BEARER[INITIAL] | {"CIPSTART": CONFIG, "CIPSERVER": CONFIG},
        STATUS: {
            "CIFSR": STATUS,
            "CIPSTART": CONNECTING,
            "CIPSERVER": LISTENING,
            "deactivated": DEACT,
            "CIPSHUT": INITIAL,
        },
        CONNECTING: {
            "CIFSR": CONNECTING,
            "connected": CONNECTED,
            "failed": STATUS,
            "CIPCLOSE": CLOSING,
            "deactivated": DEACT,
            "CIPSHUT": INITIAL,
        },
        LISTENING: {
            "CIFSR": LISTENING,
            "accepted": CONNECTED,
            "failed": STATUS,
            "not listening": STATUS,
            "CIPCLOSE": CLOSING,
            "deactivated": DEACT,
            "CIPSHUT": INITIAL,
        },
        CONNECTED: {
            "CIFSR": CONNECTED,
            "CIPCLOSE": CLOSING,
            "lost": CLOSED,
            "lost, listening": LISTENING,
            "not listening": CONNECTED,
            "deactivated": DEACT,
            "CIPSHUT": INITIAL,
        },
        CLOSING: {
            "CIFSR": CLOSING,
            "closed": CLOSED,
            "closed, listening": LISTENING,
            "not listening": CLOSING,
            "lost": CLOSED,
            "lost, listening": LISTENING,
            "deactivated": DEACT,
            "CIPSHUT": INITIAL,
        },
        CLOSED: {
            "CIFSR": CLOSED,
            "CIPSTART": CONNECTING,
            "CIPSERVER": LISTENING,
            "deactivated": DEACT,
            "CIPSHUT": INITIAL,
        },
    }
)

MULTI = table(
    BEARER
    | {
        STATUS: {
            "CIFSR": STATUS,
            "CIPSTART": PROCESSING,
            "CIPSERVER": PROCESSING,
            "deactivated": DEACT,
            "CIPSHUT": INITIAL,
        },
        PROCESSING: {
            "CIFSR": PROCESSING,
            "CIPSTART": PROCESSING,
            "CIPSERVER": PROCESSING,
            "connected": PROCESSING,
            "accepted": PROCESSING,
            "failed": PROCESSING,
            "not listening": PROCESSING,
            "nothing left": STATUS,
            "deactivated": DEACT,
            "CIPSHUT": INITIAL,
        },
    }
)

FREE = "INITIAL"
COMING = "CONNECTING"
UP = "CONNECTED"
GOING = "CLOSING"
GONE = "CLOSED"

NUMBER = table(
    {
        FREE: {"CIPSTART": COMING, "accepted": UP},
        COMING: {"connected": UP, "failed": GONE, "closed": GONE, "deactivated": GONE},
        UP: {"CIPCLOSE": GOING, "closed": GONE, "lost": GONE, "deactivated": GONE},
        GOING: {"closed": GONE, "lost": GONE, "deactivated": GONE},
    }
)
"""A connection number; when it is taken again, it begins anew."""

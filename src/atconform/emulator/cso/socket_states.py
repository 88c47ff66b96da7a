"""The states of one socket, as a table.

Neither the note nor the manual draws them; they follow from what the commands are said to do (SIM7020 note, 5.2 to
5.11; AT command manual, 6.2). Triggers in capitals are commands, those in small letters are events. What is read
into the documents:

- a failed or ended connection leaves the socket, which can be connected again or closed (5.11; the manual's status 1,
  created but not connected);
- a socket can be bound before it is connected, and bound to another port while nothing has come of the first;
- the server's clients are sockets of their own, which outlive it (5.4);
- losing the bearer ends what needs it (5.11, error 11).
"""

from __future__ import annotations

from atconform.emulator.core.transitions import table

FREE = "free"
CREATED = "created"
BOUND = "bound"
LISTENING = "listening"
CONNECTING = "connecting"
CONNECTED = "connected"
CLOSED = "closed"

SOCKET = table(
    {
        FREE: {"CSOC": CREATED, "accepted": CONNECTED},
        CREATED: {"CSOB": BOUND, "CSOCON": CONNECTING, "CSOCL": FREE},
        BOUND: {"CSOB": BOUND, "CSOLIS": LISTENING, "CSOCON": CONNECTING, "CSOCL": FREE},
        LISTENING: {"failed": BOUND, "bearer lost": CLOSED, "CSOCL": FREE},
        CONNECTING: {"connected": CONNECTED, "failed": CLOSED, "bearer lost": CLOSED, "CSOCL": FREE},
        CONNECTED: {"lost": CLOSED, "bearer lost": CLOSED, "CSOCL": FREE},
        CLOSED: {"CSOCON": CONNECTING, "CSOCL": FREE},
    }
)

"""The states of the network, of a link and of a server, as tables (SIM7X00 note, 2.2 to 2.4).

The note has no figure; the tables are put together from its exchanges and the AT command manual (chapter 11). Triggers
in capitals are commands, those in small letters are events. Not in the note:

- ``lost``: the network took the context away (manual, +CIPEVENT), or the far end ended the link (note, 2.3.1);
- ``network closed``, which ends every link and server, closed from either side (manual, AT+NETCLOSE);
- a server begins to listen when the network lets it, and not at once.
"""

from __future__ import annotations

from atconform.emulator.core.transitions import table

CLOSED = "network closed"
OPENING = "network opening"
OPEN = "network open"
CLOSING = "network closing"

NETWORK = table(
    {
        CLOSED: {"NETOPEN": OPENING},
        OPENING: {"opened": OPEN, "failed": CLOSED, "lost": CLOSED},
        OPEN: {"NETCLOSE": CLOSING, "lost": CLOSED},
        CLOSING: {"closed": CLOSED, "lost": CLOSED},
    }
)

FREE = "free"
CONNECTING = "connecting"
CONNECTED = "connected"
ENDING = "closing"

LINK = table(
    {
        FREE: {"CIPOPEN": CONNECTING, "accepted": CONNECTED},
        CONNECTING: {"connected": CONNECTED, "failed": FREE, "network closed": FREE},
        CONNECTED: {"CIPCLOSE": ENDING, "lost": FREE, "network closed": FREE},
        ENDING: {"closed": FREE, "lost": FREE, "network closed": FREE},
    }
)

STOPPED = "stopped"
STARTING = "starting"
LISTENING = "listening"

SERVER = table(
    {
        STOPPED: {"SERVERSTART": STARTING},
        STARTING: {"listening": LISTENING, "failed": STOPPED, "network closed": STOPPED},
        LISTENING: {"SERVERSTOP": STOPPED, "network closed": STOPPED},
    }
)

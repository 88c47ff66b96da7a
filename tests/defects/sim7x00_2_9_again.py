"""SIM7X00 note, 2.9 to 2.10: further ones."""

from __future__ import annotations

from atconform.emulator.netopen.dormancy import FIN_WHEN_DORMANT
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.meddling import wrapped
from tests.defects.seams import Change
from tests.defects.shared_sim7x00_again import FAMILY, Firmware


def written_twice(module, usual, item, index, value):
    """Turn off what is written again."""
    again = module.settings[FIN_WHEN_DORMANT] == value == "01"
    return usual(module, item, index, "00" if again else value)


class OneLinkAfterCall(Firmware):
    """Lets the data of one link alone through once there was a call."""

    def __init__(self):
        self.links = []
        self.over = False

    def asks(self, request):
        if isinstance(request, net.Connect):
            self.links.append(request.link)
        self.over = self.over or isinstance(request, net.HangUp)
        return (request,)

    def hears(self, event):
        self.over = self.over or isinstance(event, net.CallEnded)
        return () if self.over and isinstance(event, net.Received) and event.link in self.links[1:] else (event,)


DEFECTS = (
    Defect(
        id="sim7x00-2.9-written-twice",
        requirement="SIM7X00-2.9-R2",
        sentence="With the item written the FIN is sent after the next start.",
        instead="Written twice it is off again.",
        kind="repetition",
        change=Change(commands=(wrapped("+CNVW", write=written_twice, family=FAMILY),)),
        probe="""
            server TCP
            send AT+CNVW=1341,0,"01"
            send AT+CNVW=1341,0,"01"
            power
            wait 5
            send AT+NETOPEN
            wait 5
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            wait 60
            send AT+CIPCLOSE=0
        """,
    ),
    Defect(
        id="sim7x00-2.10-one-link-after-call",
        requirement="SIM7X00-2.10-S1",
        sentence="After the call data passes again.",
        instead="It does on the first link only.",
        kind="two at once",
        change=Change(firmware=OneLinkAfterCall),
        probe="""
            network serve-by GSM
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            network call
            send ATA
            send AT+CHUP
            second sends hello
        """,
    ),
)

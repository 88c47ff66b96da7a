"""What defects of several sections do alike: see ``sim800_*.py``."""

from __future__ import annotations

from dataclasses import replace

from atconform.protocol import network as net
from tests.defects.cip_filters import Firmware


def told_under_the_first():
    """Tell all that arrives while data is asked for under the number of what arrives first."""

    class Merging(Firmware):
        first = None

        def event(self, event):
            if not self.entering:
                self.first = None
            elif isinstance(event, net.Received):
                self.first = event.link if self.first is None else self.first
                event = replace(event, link=self.first)
            return (event,)

    return Merging()

"""What defects of several sections do alike: see ``sim7x00_*.py``."""

from __future__ import annotations

from atconform.emulator.netopen.datamode import DataMode


class DeafBehindReturn(DataMode):
    """Drops what is typed from the second entering of data mode on."""

    def __init__(self, module):
        super().__init__(module)
        self._entered = 0

    def carry(self):
        self._entered += 1
        super().carry()

    def _typed(self, data):
        if self._entered < 2:
            super()._typed(data)


LEAVE = """
    wait 2
    type +++
    wait 2
"""

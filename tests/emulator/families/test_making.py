"""What is made of a module, and when."""

from __future__ import annotations

from dataclasses import replace

from atconform.emulator.core.device import Device
from atconform.emulator.core.module import Module
from atconform.emulator.core.part import Part
from atconform.emulator.families import FAMILIES


def test_parts_are_made_once_for_each_start_of_the_module() -> None:
    made: list[int] = []

    class Counted(Part):
        def __init__(self, module: Device) -> None:
            super().__init__(module)
            made.append(module.now)

    family = FAMILIES["sim800"]
    module = Module(replace(family, parts=(*family.parts, Counted)))
    assert made == []
    module.power_on(1_000)
    module.power_on(2_000)
    assert made == [1_000, 2_000]


def test_a_module_that_never_had_power_hears_and_says_nothing() -> None:
    module = Module(FAMILIES["sim800"])
    module.receive(b"AT\r", 1_000)
    module.set_line("DTR", high=False, now=2_000)
    module.advance(10_000_000)
    assert module.take_effects() == []
    assert module.waiting.unfetched == 0

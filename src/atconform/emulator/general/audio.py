"""Sound: AT+CLVL, +CRSL, +CMIC, +SIDET, +CHFA (SIM800 AT command manual, 3.2.47, 3.2.48, 6.2.1, 6.2.4 and 6.2.19;
SIM7500/SIM7600, 5.2.22 and 5.2.23). Nothing is heard here: what is set is kept and told.
"""

from __future__ import annotations

from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.general.calls import ACTIVE, Call

CHANNELS = Int(0, 3)
"""Main and auxiliary, and each of them hands-free."""
MICROPHONE, SIDE_TONE = Int(0, 15), Int(0, 16)

CLVL = Setting("clvl", 60, Int(0, 100), Saved.AT_ONCE, "+CLVL")
CRSL = Setting("crsl", 100, Int(0, 100), Saved.AT_ONCE, "+CRSL")
"""No document tells what the levels are at first."""
CMIC: Setting[tuple[int, ...]] = Setting("cmic", (10, 11, 10, 11), (MICROPHONE,) * 4, Saved.AT_ONCE, "+CMIC")
"""A level for each channel; at first as the manual's chapter 21.2 has it."""
SIDET: Setting[tuple[int, ...]] = Setting("sidet", (0,) * 4, (SIDE_TONE,) * 4, Saved.AT_ONCE, "+SIDET")
CHFA = Setting("chfa", 0, Int(0, 4), command="+CHFA")
SIDE_TONE_ON = Setting("sidet.on", 0, Int(0, 1))


def by_channel(setting: Setting[tuple[int, ...]]) -> Command:
    """Declare a command that keeps a level for each channel, and sets one of them at a time."""
    name = setting.command
    levels = setting.each[0]
    assert isinstance(levels, Int)

    def read(module: Device) -> Reply:
        kept = module.settings[setting]
        return ok(f"{name}: " + ",".join(f"({channel},{level})" for channel, level in enumerate(kept)))

    def write(module: Device, channel: int, level: int) -> Reply:
        kept = module.settings[setting]
        module.settings[setting] = (*kept[:channel], level, *kept[channel + 1 :])
        return ok()

    return Command(
        name,
        test=(f"{name}: ({CHANNELS.low}-{CHANNELS.high}),({levels.low}-{levels.high})",),
        read=read,
        write=form(write, CHANNELS, levels),
    )


def side_tone(module: Device, on: int) -> Reply:
    """AT+SIDET= of SIM7500 and SIM7600: during a call only."""
    if module.part(Call).machine.state != ACTIVE:
        return error(None)
    module.settings[SIDE_TONE_ON] = on
    return ok()


SETTINGS = (CLVL,)

COMMANDS = (one_number(CLVL),)

MORE_OF_SIM800 = (
    one_number(CRSL),
    by_channel(CMIC),
    by_channel(SIDET),
    one_number(CHFA, "(0=NORMAL_AUDIO, 1=AUX_AUDIO, 2=HANDFREE_AUDIO, 3=AUX_HANDFREE_AUDIO, 4=PCM_AUDIO)"),
)
SIDE_TONE_COMMAND = Command(
    "+SIDET",
    test=("+SIDET: (0-1)",),
    read=lambda module: ok(f"+SIDET: {module.settings[SIDE_TONE_ON]}"),
    write=form(side_tone, Int(0, 1)),
)

"""AT+CBAND: which bands are used (SIM800 AT command manual, 6.2.17 and 21.3; SIM7000, 5.2.5; SIM7020, 5.2.4), and
AT+CBANDCFG (SIM7000, 5.2.29) and AT+CBANDSL (SIM7020, 5.2.5). The simulated network is found in any band.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from atconform.emulator.core.command import Command, Form, Int, OneOf, Word, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import one_number, spell_numbers
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.core.switch_settings import counted, switched
from atconform.emulator.core.word_settings import one_word


@dataclass(frozen=True, slots=True)
class Figures:
    """What the module finds where it may use all bands."""

    band_in_use: str = "EGSM_DCS_MODE"


ALL = "ALL_BAND"
MODES = (
    *("EGSM_MODE", "DCS_MODE", "GSM850_MODE", "PCS_MODE", "EGSM_DCS_MODE", "GSM850_PCS_MODE", "EGSM_PCS_MODE", ALL),
)
"""What a module with four bands lists."""

CBAND = Setting("cband", ALL, Word((*MODES, "PGSM_MODE")), Saved.AT_ONCE, "+CBAND")
GSM_BAND = Setting("cband", "ALL_MODE", Word(("EGSM_MODE", "DCS_MODE", "ALL_MODE")), Saved.AT_ONCE, "+CBAND")
"""AT+CBAND of SIM7000, which is about GSM only."""

NB_IOT_BANDS = (1, 3, 5, 8, 20, 28)
"""Bands of SIM7020E (low power mode note, 1)."""
ANY = 0
NB_IOT_BAND = Setting("cband", ANY, OneOf((ANY, *NB_IOT_BANDS)), Saved.AT_ONCE, "+CBAND")
PREFERRED: Setting[tuple[int, ...]] = Setting("cbandsl", (0,), saved=Saved.AT_ONCE, command="+CBANDSL")
"""Whether some bands are searched first, how many, and which."""

LTE_BANDS = (1, 2, 3, 4, 5, 8, 12, 13, 18, 19, 20, 26, 28, 39)
CAT_M, NB_IOT = "CAT-M", "NB-IOT"
BANDS_OF: Setting[dict[str, tuple[int, ...]]] = Setting(
    "cbandcfg", {CAT_M: LTE_BANDS, NB_IOT: LTE_BANDS}, saved=Saved.AT_ONCE
)


def in_use(module: Device) -> Reply:
    """AT+CBAND?: the band; where all are allowed, the one that was found, and that all are."""
    band = module.settings[CBAND]
    return ok(f"+CBAND: {module.figures[Figures].band_in_use},{ALL}" if band == ALL else f"+CBAND: {band}")


def preferred(module: Device) -> Reply:
    """AT+CBANDSL?: the bands, nothing without."""
    _, *row = module.settings[PREFERRED]
    return ok(*((f"+CBANDSL: {spell_numbers(row[1:])}",) if row else ()))


def configure(module: Device, system: str, *bands: int | None) -> Reply:
    """AT+CBANDCFG=."""
    given = tuple(band for band in bands if band is not None)
    if not given or None in bands[: len(given)]:
        return error(module.dialect.bad_parameter)
    module.settings[BANDS_OF] = module.settings[BANDS_OF] | {system: given}
    return ok()


def configured(module: Device) -> Reply:
    """AT+CBANDCFG?."""
    bands = module.settings[BANDS_OF]
    return ok(*(f'+CBANDCFG: "{system}",{spell_numbers(bands[system])}' for system in (CAT_M, NB_IOT)))


def configure_form(module: Device) -> Form:
    """The parameters of AT+CBANDCFG."""
    return form(configure, Word((CAT_M, NB_IOT)), *[OneOf(LTE_BANDS, default=None)] * len(LTE_BANDS))


FIGURES = (Figures,)

SETTINGS = (CBAND,)

COMMANDS = (replace(one_word(CBAND, test=f"({','.join(MODES)})"), read=in_use),)

OF_LTE = (
    one_word(GSM_BAND, quoted=False),
    Command(
        "+CBANDCFG",
        test=(f"+CBANDCFG: ({CAT_M},{NB_IOT}),({spell_numbers(LTE_BANDS)})",),
        read=configured,
        write=configure_form,
    ),
)
"""What SIM7000 has."""
OF_NB_IOT = (
    one_number(NB_IOT_BAND),
    replace(
        switched(
            PREFERRED,
            (Int(1, 4), *[OneOf(NB_IOT_BANDS)] * 4),
            f"(0,1),(1,2,3,4),({spell_numbers(NB_IOT_BANDS)})",
            needed=2,
            allowed=counted,
        ),
        read=preferred,
    ),
)
"""What SIM7020 has."""

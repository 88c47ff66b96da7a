"""Settings as the families declare them: ranges, defaults, and the commands that show them."""

import pytest

from atconform.emulator.core.dialogue import CMEE, ECHO
from atconform.emulator.families import FAMILIES, build

EVERY = [
    pytest.param(setting, id=f"{name} {setting.name}")
    for name in FAMILIES
    for setting in FAMILIES[name].settings.values()
]


@pytest.mark.parametrize("setting", EVERY)
def test_a_default_is_one_of_the_values(setting):
    assert setting.allows(setting.default)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_command_shows_one_setting(family):
    shown = [setting.command for setting in FAMILIES[family].settings.values() if setting.command]
    assert len(shown) == len(set(shown))


def test_a_value_out_of_range_is_refused():
    module = build("sim800")
    with pytest.raises(ValueError, match="cmee cannot be 3"):
        module.settings[CMEE] = 3


def test_a_family_has_a_setting_its_own_way():
    kept = {name: FAMILIES[name].settings[ECHO.name].saved.name for name in FAMILIES}
    assert kept == {"sim800": "PROFILE", "sim7000": "PROFILE", "sim7020": "NO", "sim7x00": "PROFILE"}

"""A family is loaded by itself, and need not have variants."""

import subprocess
import sys

import pytest

from atconform.emulator import families

LOADED = """
import sys
from atconform.emulator.families import build
build(sys.argv[1])
print(*sorted(name.split(".")[3] for name in sys.modules if name.startswith("atconform.emulator.families.sim")))
"""


@pytest.mark.parametrize("family", families.FAMILIES)
def test_a_family_loads_without_the_other_three(family):
    done = subprocess.run([sys.executable, "-c", LOADED, family], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [family]


def test_a_family_without_variants_has_none(tmp_path, monkeypatch):
    (tmp_path / "sim9000").mkdir()
    (tmp_path / "sim9000" / "__init__.py").write_text("FAMILY = None")
    monkeypatch.setattr(families, "__path__", [*families.__path__, str(tmp_path)])
    assert families.variants("sim9000") == {}
    assert families.rightful("sim9000") == ()

"""What several of the further SIM7000 defects are made of."""

from __future__ import annotations

SECOND = 1_000_000


FAMILY = "sim7000"

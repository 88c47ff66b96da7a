"""What goes wrong with modules in the field, to be brought about on an emulated one: named, with parameters."""

from atconform.faults.calls import Faults
from atconform.faults.faulty import FaultyModule
from atconform.faults.table import FAULTS

__all__ = ["FAULTS", "Faults", "FaultyModule"]

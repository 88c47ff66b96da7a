"""Taking secrets out of all that is written about a run.

Masked are IMEI (but its last four digits), IMSI, ICCID, phone numbers, PDUs of short messages, PINs, and the passwords
of an APN. A secret is known by what stands around it (``subjects.py``, ``identities.py``), as in the answer to AT+CGSN,
or by its value (``values.py``), once the bench or such a place has told it. What goes over a wire in pieces is sewn
together, direction by direction, before it is looked at (``sewing.py``). Addresses, ports, lengths and other figures
stay as they are.
"""

from atconform.base.masking.masker import Masker, Piece
from atconform.base.masking.span import HIDDEN, MASK

__all__ = ["HIDDEN", "MASK", "Masker", "Piece"]

"""Importing this module teaches pyserial the URL ``emulator://FAMILY``.

After ``import atconform.url``, ``serial.serial_for_url("emulator://sim800")`` opens an emulated module that
works in real time in a background thread of the same process.
"""

import serial

HANDLERS = "atconform.serve"

if HANDLERS not in serial.protocol_handler_packages:
    serial.protocol_handler_packages.append(HANDLERS)

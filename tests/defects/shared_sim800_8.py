"""What defects of several sections do alike: see ``sim800_*.py``."""

from __future__ import annotations

BRING_UP = """
    send AT+CSTT="CMNET"
    send AT+CIICR
    send AT+CIFSR
"""


TWO = """
    server TCP
    second TCP
    given connected-multi server 0
    send AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
"""

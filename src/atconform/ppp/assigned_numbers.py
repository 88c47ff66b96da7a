"""The assigned numbers of PPP that either end uses (RFC 1661, 1662, 1332, 1334, 1877)."""

IP, IPCP, LCP, PAP = 0x0021, 0x8021, 0xC021, 0xC023
"""Protocols."""
MRU, CHARACTER_MAP, AUTHENTICATION, MAGIC, SHORT_PROTOCOL, SHORT_HEADER = 1, 2, 3, 5, 7, 8
"""Options of LCP."""
COMPRESSION, ADDRESS, FIRST_SERVER, SECOND_SERVER = 2, 3, 129, 131
"""Options of IPCP."""
AUTHENTICATE, AUTHENTICATED, NOT_AUTHENTICATED = 1, 2, 3
"""Codes of PAP; those of LCP and IPCP are ``packets.Code``."""

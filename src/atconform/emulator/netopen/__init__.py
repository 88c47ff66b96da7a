"""The TCP/IP commands of the SIM7X00 (AT+NETOPEN, AT+CIPOPEN...): network, links, servers, data mode, names.

Several of them are called as the commands in SIM800's manner are, and mean something else.
"""

"""atconform: does a cellular module behave on its serial port as its vendor's TCP/IP application note says?"""

__version__ = "0.2.0"

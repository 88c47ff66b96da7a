"""Sockets, timers, threads and serial ports under the monotonic clock."""

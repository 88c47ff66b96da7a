"""The emulator in real time: on a pty, a TCP port, an RFC 2217 port or a real serial port."""

"""The host's own PPP over a dialled call: it brings a link up and ends it, and judges how the module plays along.

Nothing of the emulator's PPP is used here, but for the form of packets, which both take from ``atconform.ppp``.
"""

"""What the emulated module is attached to: a simulated network, or the host's real sockets, behind one interface."""

"""The emulated module without a clock: its transport and its peers."""

"""The subjects that are no protocol stack: V.250, identity, power, radio, SIM card, calls, messages, sleep."""

"""Firmware defects: each breaks a sentence of a note; a scenario that carries the requirement has to fail on it."""

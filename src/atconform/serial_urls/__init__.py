"""Handlers for URLs of our own, in the form in which pyserial looks them up."""

"""Bytes, modem lines and time stamps between host and module."""

"""The TCP/IP commands in SIM800's manner (AT+CIP...): states, connections, sending, receiving, server, data mode."""

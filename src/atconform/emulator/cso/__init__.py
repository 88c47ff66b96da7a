"""The socket commands of the SIM7020 (AT+CSO...): sockets, connections, a server, sending, receiving, errors."""

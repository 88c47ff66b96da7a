"""The values that rooms exchange: with a transport, with a peer, with the network."""

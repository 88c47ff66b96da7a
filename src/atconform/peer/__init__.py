"""The far end of the network as scenarios see it: TCP and UDP servers and clients that do as they are told."""

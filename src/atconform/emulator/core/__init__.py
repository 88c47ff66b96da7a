"""The mechanism of an emulated module: what every command and part is made with."""

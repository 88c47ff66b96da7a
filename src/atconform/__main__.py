"""``python -m atconform``: the command line, where its script is not on the path."""

from atconform.cli import main

main()

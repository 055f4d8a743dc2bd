"""``python -m xinyong`` is the command line."""

from xinyong.cli.application import main

main()

"""``python -m xinyong`` is the command line."""

from xinyong.cli import main

main()

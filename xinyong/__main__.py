"""``python -m xinyong``: the command line."""

from xinyong.cli import main

if __name__ == "__main__":
    main()

"""Measures of speed, each beside a floor taken in the same run on the same machine. ``python -m bench``."""

"""What the project uses on itself: set-up, tests, checks, generated pages. Not part of the register."""

"""The synthetic country: made-up organisations and persons, and the files that their authorities would send."""

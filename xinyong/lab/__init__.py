"""The lab: made-up registers only. Everything here is generated from a seed; nothing is copied from the world."""

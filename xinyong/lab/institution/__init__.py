"""The simulated institution: the real register, lived through at random under one seed (``docs/institution.md``)."""

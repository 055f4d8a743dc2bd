"""The faces: one Django project, its packages named by audience (``portal``, ``api``)."""

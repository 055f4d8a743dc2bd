"""What happens: one module per decision, pure of clock and I/O.

A decision takes a command, the law in force and what is known of the subject, and gives events
or raises ``errors.Refused``. ``projection`` turns each event into table rows; ``standing`` says
what a subject's rows mean on a day.
"""

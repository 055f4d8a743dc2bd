"""Delivery of issued documents: an outbox that forgets nothing, channels behind one port, proof of what happened.

Delivery decides nothing. That a notice was served is recorded in the journal by an officer (``ServeNotice``), who
names the proof's reference.
"""

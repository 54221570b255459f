"""Synchronisation with central: what this station says goes up, what central says comes down.

`plan` decides and does nothing else; `client` speaks HTTP; `service` does what the plan says, pushing and polling in a
thread each; `enrol` makes the station known to central.
"""

"""A process as data: materials, bills of materials, steps with their forms, and how a form becomes an event."""

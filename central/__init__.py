"""The server of a plant or group: takes stations' journals in, makes one genealogy of them, and answers."""

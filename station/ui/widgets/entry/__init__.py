"""Ways to tell the station something: keypad, badge, choice of an order."""

"""What every other widget is made of: text, surface, icon, button, tag, bar."""

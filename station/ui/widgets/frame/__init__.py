"""What frames a screen: strip, action bar, notice, dialog, focus ring."""

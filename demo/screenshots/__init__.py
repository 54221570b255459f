"""Photographs of every screen and page, as the running product shows them."""

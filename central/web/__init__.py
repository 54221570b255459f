"""Pages for people: server-rendered, in Chinese and English, light and dark."""

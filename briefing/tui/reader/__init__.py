"""The reading screen: its session, its controllers and the screen itself."""

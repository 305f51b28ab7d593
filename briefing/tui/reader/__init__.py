"""Reading one briefing: its session, a controller for each thing a reader does, and the screen that shows them."""

"""What a reader can do, with no screen."""

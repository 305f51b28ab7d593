"""From blocks to display lines. Knows no screen."""

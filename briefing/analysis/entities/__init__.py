"""From mentions to people, organizations and places: mending, then resolution."""

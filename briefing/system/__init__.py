"""What Briefing needs of the operating system, one module each.

Every module works everywhere: where the system lacks something, it says so in `available` or in its answer. Nothing else asks
which system it is on.
"""

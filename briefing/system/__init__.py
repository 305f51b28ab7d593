"""What Briefing needs of the operating system, one module each.

Every module works everywhere: where the system lacks something, the module says so in `available` or in its answer, and
does what is left. Nothing else asks which system it is on.
"""

def say_count(count: int, one: str, several: str = "") -> str:
    """Such as "1 mark" or "1,200 marks"; `several` is for nouns that do not end in "s" then."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"

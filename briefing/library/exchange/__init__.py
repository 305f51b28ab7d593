FORMATS = ("markdown", "w3c", "csv")
"""The first is the default."""
MARKS = ("bookmark", "highlight", "note")
"""What the reader made."""
QUOTE = "quote"
"""What the program attributed."""

"""As in "Chapter 3", "PART TWO", "Kapitel IV"."""

CHAPTER = (
    r"(?:chapter|part|book|section|letter|act|scene|appendix|annex|lesson|unit|module|kapitel|teil|anhang|"
    r"abschnitt|buch|chapitre|partie|livre|annexe|capítulo|capitulo|parte|libro|anexo|capitolo|hoofdstuk|deel|"
    r"bijlage|глава|часть|rozdział|część)"
)
NUMBER = (
    r"(?:\d{1,4}|[ivxlc]{1,8}|(?:(?:twenty|thirty|forty|fifty)[- ]?)?(?:one|two|three|four|five|six|seven|eight|"
    r"nine)|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty)"
)

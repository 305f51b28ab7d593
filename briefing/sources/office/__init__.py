"""Converts office documents and e-books: DOCX, ODT, RTF, PPTX, EPUB."""

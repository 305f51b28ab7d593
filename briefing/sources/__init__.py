"""Reads sources (files, web pages, mail, feeds) and builds documents from them."""

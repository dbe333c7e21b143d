"""PDF with a text layer: what is drawn on pages, read back into headings, paragraphs, lists and tables.

A PDF keeps glyphs and strokes at places on a page, and nothing of what they mean. ``glyphs`` takes them off a page,
``grids`` finds ruled tables, ``flow`` joins lines into paragraphs, ``layout`` puts a page in reading order, ``tables``
fills cells and joins a table over pages, ``running`` finds the heads and feet of pages, ``streams`` refuses a file
that unpacks to too much, ``blocks`` opens the file and assembles the document.
"""

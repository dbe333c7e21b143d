"""One module a noun. A view asks ``queries`` for a page or tells ``actions`` what to do, and no more."""

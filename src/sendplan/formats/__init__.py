"""Documents: a file in, blocks and tables of text out."""

from sendplan.formats.opening import open_bytes, open_document
from sendplan.formats.unreadable import Unreadable

__all__ = ["Unreadable", "open_bytes", "open_document"]

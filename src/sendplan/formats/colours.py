"""Colours as ``#rrggbb``, from the ways files write them. White is no colour: it is what paper is."""

from __future__ import annotations

import colorsys
import re

from lxml import etree

__all__ = ["blended", "of_css", "of_hex", "shaded", "theme_colours", "tinted"]

_HEX = re.compile(r"#?(?:[0-9a-fA-F]{2})?([0-9a-fA-F]{6})")
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLOTS = (
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
)
_ALPHA = re.compile(r"(rgb|hsl)a\(([^()]{1,60}?)[,/]\s*([\d.]{1,8})(%?)\s*\)")
_NONE = frozenset(("transparent", "none", "inherit", "initial", "unset", "revert", "currentcolor", "auto"))


def of_hex(written: str | None) -> str | None:
    """``#rrggbb`` of "FFC000", "#ffc000" or "FFFFC000" (alpha first, as spreadsheets write it); None for white, for
    "auto" and for what is no colour."""
    found = _HEX.fullmatch(written.strip()) if written else None
    colour = f"#{found.group(1).lower()}" if found else None
    return None if colour == "#ffffff" else colour


def of_css(written: str) -> str | None:
    """``#rrggbb`` of a colour as CSS writes it: a name, ``#rgb``, ``rgb(…)``, ``hsl(…)``; None for white, for one that
    is transparent and for what is no colour."""
    text = written.strip().lower()
    if not text or text in _NONE or len(text) > 80:
        return None
    found = _ALPHA.fullmatch(text)
    if found:
        if not re.search(r"[1-9]", found.group(3)):
            return None
        text = f"{found.group(1)}({found.group(2)})"
    from PIL import ImageColor

    spaced = re.match(r"(rgb|hsl)\(\s*([\d.]+%?)\s+([\d.]+%?)\s+([\d.]+%?)\s*\)$", text)
    if spaced:
        text = f"{spaced.group(1)}({spaced.group(2)},{spaced.group(3)},{spaced.group(4)})"
    try:
        red, green, blue, *alpha = ImageColor.getrgb(text)
    except ValueError:
        return None
    if alpha and alpha[0] == 0:
        return None
    return of_hex(f"{min(red, 255):02x}{min(green, 255):02x}{min(blue, 255):02x}")


def theme_colours(theme: bytes | None) -> dict[str, str]:
    """A theme's colours by slot (``lt1``, ``dk1``, ``accent1``…), each ``rrggbb``; empty where there is no theme or it
    cannot be read. The order of the keys is the order spreadsheets number them in."""
    if not theme:
        return {}
    try:
        root = etree.fromstring(theme, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return {}
    scheme = root.find(f".//{_A}clrScheme")
    if scheme is None:
        return {}
    found = {}
    for slot in _SLOTS:
        element = scheme.find(f"{_A}{slot}")
        colour = next(iter(element), None) if element is not None else None
        value = colour.get("lastClr") or colour.get("val") if colour is not None else None
        if value and _HEX.fullmatch(value):
            found[slot] = value[-6:].lower()
    return found


def tinted(colour: str, tint: float) -> str:
    """``rrggbb`` made lighter (``tint`` above 0) or darker (below) by the rule of ECMA-376 part 1, 18.8.19."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    tint = min(1.0, max(-1.0, tint))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return _written(colorsys.hls_to_rgb(hue, light, saturation))


def shaded(colour: str, *, tint: str | None, shade: str | None) -> str:
    """``rrggbb`` of a Word theme colour: ``tint`` and ``shade`` are hexadecimal shares (00 to FF) of the colour that is
    left when it is mixed with white or with black (ECMA-376 part 1, 17.3.5)."""
    for share, other in ((shade, "000000"), (tint, "ffffff")):
        if share and re.fullmatch(r"[0-9a-fA-F]{2}", share):
            colour = blended(colour, other, int(share, 16) / 255)
    return colour


def blended(over: str, under: str, share: float) -> str:
    """``rrggbb`` of one colour over another, ``share`` (0 to 1) of the first."""
    pairs = ((int(over[at : at + 2], 16), int(under[at : at + 2], 16)) for at in (0, 2, 4))
    return "".join(f"{round(one * share + two * (1 - share)):02x}" for one, two in pairs)


def _written(parts: tuple[float, float, float]) -> str:
    return "".join(f"{round(min(1.0, max(0.0, part)) * 255):02x}" for part in parts)

"""A written Word or Excel file with one fixed time on its parts, so that the same words make the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

__all__ = ["same_bytes"]

_EPOCH = (1980, 1, 1, 0, 0, 0)


def same_bytes(data: bytes, instead: Mapping[str, bytes] | None = None) -> bytes:
    """The zip again, without the time of its writing; ``instead`` gives parts to put in the place of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            target.writestr(part, (instead or {}).get(name, source.read(name)))
    return out.getvalue()

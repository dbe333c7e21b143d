"""Loading an area pack: the area, its published plan, what reads which measure and, for the demonstration, made-up
people and what they did.

Everything is checked before anything is written; then it is written in one transaction. Loading the same folder again
changes nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path

from sendplan.access import actions as access
from sendplan.access.queries import PublicViewer, everyone
from sendplan.access.rules import Refused as AccessRefused
from sendplan.formats import Unreadable
from sendplan.plan import rules
from sendplan.plan.actions.adoption import adopted, lock_adoption
from sendplan.plan.actions.made_up import MadeUp
from sendplan.plan.actions.pack_refused import PackRefused
from sendplan.plan.actions.refusals import ACTS, one_act
from sendplan.plan.actions.uploads import kept
from sendplan.plan.models import Target, TargetLink, Version
from sendplan.plan.pack import AreaEntry, Named, Pack, Problem, against_plan, read_pack
from sendplan.plan.pack.check import same
from sendplan.plan.wording import count, listed
from sendplan.plan_reader.draft import Draft, from_json
from sendplan.plan_reader.guarded import Reading, read_guarded

__all__ = ["Loaded", "load_pack"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load changed, in words; nothing where all of it was there already."""

    area_slug: str
    area_name: str
    changes: tuple[str, ...]

    @property
    def sentence(self) -> str:
        if not self.changes:
            return f"{self.area_name}: everything was there already; nothing was changed."
        return f"{self.area_name}: {listed(self.changes)}."


@dataclass(frozen=True, slots=True)
class _Source:
    """The published document: as it was adopted (``version``), or as it was read just now (``reading``). ``followed``:
    people have adopted a later version since, so that the pack has nothing more to say about the plan."""

    draft: Draft
    size: int
    version: Version | None = None
    reading: Reading | None = None
    followed: bool = False


def load_pack(folder: Path, *, today: dt.date, demo: bool = False) -> Loaded:
    """Load the area pack in ``folder``, at the command line; ``demo`` loads its made-up people and their doings too.

    The published document is read, and adopted on ``today`` (or on the demonstration's own day), where the area has
    no plan; where it has this very one it is left alone. Raises PackRefused, and then nothing was written.
    """
    pack = read_pack(folder, demo=demo)
    if not isinstance(pack, Pack):
        raise PackRefused(folder, pack)
    source = _source(pack)
    problems = against_plan(pack, Named.of(source.draft))
    if problems:
        raise PackRefused(folder, problems)
    changes: list[str] = []
    try:
        with one_act():
            area = _area(pack.area, changes)
            lock_adoption(area.area_id)
            made_up = MadeUp(pack, pack.demo, changes) if pack.demo else None
            if made_up is not None:
                for _, neighbour in made_up.demo.neighbours:
                    _area(neighbour, changes)
                made_up.people()
            version = source.version or _adopt(pack, source, area, made_up, today, changes)
            if not source.followed:
                _link_targets(pack, version, changes)
                if made_up is not None:
                    made_up.doings(version)
            if changes:
                sentence = ACTS["area-pack-loaded"].say(what=listed(changes))
                access.record(None, "area-pack-loaded", sentence, about=("area", area.area_slug), area_id=area.area_id)
    except PackRefused:
        raise
    except (rules.Refused, AccessRefused) as refused:
        raise PackRefused(folder, [Problem.of("area.toml", 0, "", refused.reason)]) from refused
    return Loaded(area.area_slug, area.area_name, tuple(changes))


def _source(pack: Pack) -> _Source:
    """The plan as adopted where the area has this document, else what is read from it now."""
    content = pack.document.read_bytes()
    area = everyone(pack.area.slug)
    versions = Version.objects.select_related("plan", "upload").order_by("-number")
    adopted_here = list(versions.filter(plan__area_id=area.area_id)) if area is not None else []
    if not adopted_here:
        try:
            read = read_guarded(pack.document, name=pack.document.name)
        except Unreadable as unreadable:
            problem = Problem.of("area.toml", 0, pack.plan.document, str(unreadable))
            raise PackRefused(pack.folder, [problem]) from unreadable
        return _Source(read.draft, len(content), reading=read)
    sha256 = hashlib.sha256(content).hexdigest()
    version = next((each for each in adopted_here if each.upload.sha256 == sha256), None)
    if version is None:
        problem = Problem.of("area.toml", 0, pack.plan.document, rules.one_plan(adopted_here[0].plan.title))
        raise PackRefused(pack.folder, [problem])
    draft = from_json(version.upload.draft.encode("utf-8"))
    return _Source(draft, len(content), version=version, followed=version != adopted_here[0])


def _area(entry: AreaEntry, changes: list[str]) -> PublicViewer:
    found = everyone(entry.slug)
    if found is None:
        access.create_area(slug=entry.slug, name=entry.name, authority_code=entry.authority_code)
        changes.append(f"the area {entry.name} was added")
        found = everyone(entry.slug)
    assert found is not None  # noqa: S101  it was made just above, in this transaction
    return found


def _adopt(
    pack: Pack, source: _Source, area: PublicViewer, made_up: MadeUp | None, today: dt.date, changes: list[str]
) -> Version:
    assert source.reading is not None  # noqa: S101  without a version the document was read
    by, on = made_up.adopter() if made_up is not None else (None, today)
    upload = kept(source.reading, size=source.size, area_id=area.area_id, by=by, today=on)
    title = pack.plan.title or source.draft.title
    version = adopted(upload, kind=pack.plan.kind, title=title, by=by, today=on)
    changes.append(f"“{upload.name}” was adopted as version {version.number} of “{version.plan.title}”")
    return version


def _link_targets(pack: Pack, version: Version, changes: list[str]) -> None:
    """The links as the pack has them: made, changed, or taken back where the pack no longer has them."""
    targets = {
        (target.section.letter, same(target.name)): target
        for target in Target.objects.filter(section__plan=version.plan).select_related("section", "link")
    }
    made = changed = 0
    wanted = {}
    for _, entry in pack.links:
        target = targets[entry.section, same(entry.target)]
        wanted[target.pk] = {
            "measures": entry.measures,
            "groups": entry.groups,
            "note": entry.note,
            "linked_by": entry.linked_by,
            "linked_on": entry.linked_on,
        }
    links = {link.target_id: link for link in TargetLink.objects.filter(target__section__plan=version.plan)}
    for target_id, values in wanted.items():
        link = links.get(target_id)
        if link is None:
            TargetLink.objects.create(target_id=target_id, **values)
            made += 1
        elif any(getattr(link, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(link, name, value)
            link.save()
            changed += 1
    gone = [link for target_id, link in links.items() if target_id not in wanted]
    for link in gone:
        link.delete()
    for number, words in ((made, "linked to a measure"), (changed, "linked anew"), (len(gone), "no longer linked")):
        if number:
            changes.append(f"{count(number, 'target was', 'targets were')} {words}")

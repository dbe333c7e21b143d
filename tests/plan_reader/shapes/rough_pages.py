"""Web pages as councils' sites mark them up: tables for layout, breaks in cells, lists of terms, folding parts."""

from __future__ import annotations

from tests.plan_reader.shapes.days import DAYS, day, done, month
from tests.plan_reader.shapes.figures import kpi
from tests.plan_reader.shapes.library import Document
from tests.plan_reader.shapes.truths import Action, Either, Owner, Truth, Update

DOCUMENTS: list[Document] = []


def lead(words: str, person: str | None = None) -> Owner:
    return Owner(words, person, part="lead")


# Heading cells that are ordinary cells in bold, line breaks in cells, a menu before and a footer after.
DOCUMENTS.append(
    Document(
        "eastmarch-site-page",
        ("html", "pdf"),
        Truth(
            [
                Action(
                    "Give each school a named educational psychologist",
                    "1.1",
                    "Help in school",
                    due=month(2024, 9),
                    due_printed="Sept 24",
                    owners=(lead("Principal EP"), lead("Head of SEND")),
                    outcomes=("Schools know whom to call", "Fewer emergency reviews"),
                ),
                Action(
                    "Offer training on sensory needs to 40 schools",
                    "1.2",
                    "Help in school",
                    due=day("2025-03-31"),
                    due_printed="31/03/2025",
                    owners=(lead("Interim Head of Inclusion"),),
                    outcomes=("Staff feel confident",),
                ),
                Action(
                    "Review the outreach contract",
                    "1.3",
                    "Help in school",
                    due=DAYS["TBC"],
                    due_printed="TBC",
                    owners=(lead("Lead Commissioner"),),
                    outcomes=(),
                ),
            ]
        ),
        source="""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>SEND plan - Eastmarch Council</title></head><body>
<nav><ul><li><a href="#">Home</a></li><li><a href="#">Bins and recycling</a></li><li><a href="#">Pay for it</a></li>
</ul></nav>
<div class="cookie">We use cookies. <button>Accept</button></div>
<main><h1>Eastmarch SEND plan</h1>
<p>Last reviewed:&nbsp;14 October 2024</p>
<h2>Priority 1:&nbsp; Help in school</h2>
<table border="1">
<tr><td><b>Ref</b></td><td><b>Action</b></td><td><b>Lead</b></td><td><b>By&nbsp;when</b></td><td><b>Impact</b></td></tr>
<tr><td>1.1&nbsp;</td><td>Give each school a named<br>educational psychologist</td><td>Principal EP<br>Head of SEND</td>
<td>Sept&nbsp;24</td><td>Schools know whom to call<br><br>Fewer emergency reviews</td></tr>
<tr><td>1.2</td><td>Offer <em>training</em> on sensory needs to <a href="#">40 schools</a></td>
<td>Interim Head of Inclusion</td><td>31/03/2025</td><td><p>Staff feel confident</p><p>&nbsp;</p></td></tr>
<tr><td>1.3</td><td><span style="font-weight:bold">Review the outreach contract</span></td><td>Lead Commissioner</td>
<td>TBC</td><td>&nbsp;</td></tr>
</table>
<p><a href="#top">Back to top</a></p></main>
<footer><p>Is this page useful? Yes No</p><p>Eastmarch Council, Town Hall</p></footer>
</body></html>
""",
    )
)

# A list of terms: dt and dd.
DOCUMENTS.append(
    Document(
        "sallowdale-terms",
        ("html",),
        Truth(
            [
                Action(
                    "Pilot a keyworker for families who move into the area.",
                    "2.1",
                    "Moving in",
                    due=month(2025, 5),
                    due_printed="May 25",
                    owners=(lead("SEND Team Manager"),),
                    outcomes=("No child waits for a school place after a move.",),
                ),
                Action(
                    "Agree a protocol with neighbouring councils.",
                    "2.2",
                    "Moving in",
                    due=done(),
                    due_printed="Complete",
                    owners=(lead("DCS"),),
                    outcomes=("Records arrive before the child does.",),
                ),
            ]
        ),
        source="""<html lang="en"><head><title>Plan</title></head><body>
<h1>Sallowdale improvement plan</h1>
<h2>Theme 2 – Moving in</h2>
<h3>Action 2.1: Pilot a keyworker for families who move into the area.</h3>
<dl><dt>Lead officer</dt><dd>SEND Team Manager</dd><dt>Due date</dt><dd>May 25</dd>
<dt>Success criteria</dt><dd>No child waits for a school place after a move.</dd></dl>
<h3>Action 2.2: Agree a protocol with neighbouring councils.</h3>
<dl><dt>Lead officer</dt><dd>DCS</dd><dt>Due date</dt><dd>Complete</dd>
<dt>Success criteria</dt><dd>Records arrive before the child does.</dd></dl>
</body></html>
""",
    )
)

# Folding parts, numbered lists, labels in strong with breaks between.
DOCUMENTS.append(
    Document(
        "fernwick-folding-parts",
        ("html",),
        Truth(
            [
                Action(
                    "Open a sensory room in each hub.",
                    section="Places to go",
                    due=month(2024, 12),
                    due_printed="Dec '24",
                    owners=(Owner("Head of Early Help", None),),
                    outcomes=("Families visit twice as often.",),
                ),
                Action(
                    "Train youth workers in autism awareness.",
                    section="Places to go",
                    due=DAYS["Ongoing"],
                    due_printed="Ongoing",
                    owners=(Owner("Youth Services Manager", None),),
                    outcomes=("Young people feel welcome.",),
                ),
                Action(
                    "Publish bus training dates each term.",
                    section="Getting about",
                    due=day("2025-02-14"),
                    due_printed="14th Feb 2025",
                    owners=(Owner("Head of Transport", None),),
                    outcomes=("More young people travel alone.",),
                ),
            ]
        ),
        source="""<html><head><title>Fernwick</title></head><body><h1>Fernwick SEND strategy: year one actions</h1>
<details open><summary><h2>Places to go</h2></summary>
<p><strong>Action:</strong> Open a sensory room in each hub.<br><strong>Owner:</strong> Head of Early Help<br>
<strong>Timescale:</strong> Dec '24<br><strong>Outcome:</strong> Families visit twice as often.</p>
<p><strong>Action:</strong> Train youth workers in autism awareness.<br><strong>Owner:</strong> Youth Services Manager
<br><strong>Timescale:</strong> Ongoing<br><strong>Outcome:</strong> Young people feel welcome.</p></details>
<details><summary><h2>Getting about</h2></summary>
<p><strong>Action:</strong> Publish bus training dates each term.<br><strong>Owner:</strong> Head of Transport<br>
<strong>Timescale:</strong> 14th Feb 2025<br><strong>Outcome:</strong> More young people travel alone.</p></details>
</body></html>
""",
    )
)

# A table for layout round the real ones, an empty column as a gutter, and a risk register that is no plan.
DOCUMENTS.append(
    Document(
        "dunmarsh-layout-table",
        ("html", "pdf"),
        Truth(
            [
                Action(
                    "Write to all families about the new portal",
                    "A1",
                    due=month(2024, 10),
                    due_printed="Oct 24",
                    owners=(Owner("Communications Lead", None),),
                    statuses=("complete",),
                ),
                Action(
                    "Switch off the old portal",
                    "A2",
                    due=month(2025, 1),
                    due_printed="Jan 2025",
                    owners=(Owner("Head of IT", None),),
                    statuses=("on_track",),
                ),
            ],
            [
                kpi(
                    "Families signed up to the portal",
                    "12%",
                    "2024-09-30",
                    [("50%", "2025-03-31"), ("80%", "2025-09-30")],
                )
            ],
        ),
        source="""<html><head><title>Dunmarsh</title></head><body>
<table width="100%"><tr><td>
<h1>Dunmarsh portal project plan</h1>
<table border="1"><tr><th>Ref</th><th></th><th>Action</th><th>Owner</th><th>Due</th><th>Status</th></tr>
<tr><td>A1</td><td></td><td>Write to all families about the new portal</td><td>Communications Lead</td><td>Oct 24</td>
<td>Complete</td></tr>
<tr><td>A2</td><td></td><td>Switch off the old portal</td><td>Head of IT</td><td>Jan 2025</td><td>On track</td></tr>
</table>
<h2>Risks</h2>
<table border="1"><tr><th>Risk</th><th>Likelihood</th><th>Impact</th><th>Mitigation</th><th>Owner</th></tr>
<tr><td>The supplier is late</td><td>3</td><td>4</td><td>Weekly calls</td><td>Head of IT</td></tr>
<tr><td>Families do not trust it</td><td>2</td><td>4</td><td>Test with the forum</td><td>Communications Lead</td></tr>
</table>
<h2>How we measure it</h2>
<table border="1"><tr><th>Measure</th><th>Baseline (September 2024)</th><th>Milestone March 2025</th>
<th>Target September 2025</th></tr>
<tr><td>Families signed up to the portal</td><td>12%</td><td>50%</td><td>80%</td></tr></table>
</td></tr></table></body></html>
""",
    )
)

# "You said, we did" and a table of meetings are no actions; the updates in the action table carry dates in their words.
DOCUMENTS.append(
    Document(
        "quarrendale-you-said",
        ("html", "pdf"),
        Truth(
            [
                Action(
                    "Employ a family liaison officer",
                    "1",
                    due=month(2024, 6),
                    due_printed="June 2024",
                    owners=(Owner("Head of SEND", None),),
                    updates=Either(
                        (
                            (Update("Sept 2024: Officer started on 2 September.", "2024-09-30"),),
                            (Update("Officer started on 2 September.", "2024-09-30"),),
                        )
                    ),
                    statuses=("complete",),
                ),
                Action(
                    "Hold coffee mornings in five schools",
                    "2",
                    due=DAYS["Ongoing"],
                    due_printed="Ongoing",
                    owners=(Owner("Parent Carer Forum", None),),
                    updates=Either(
                        (
                            (Update("Sept 2024: Three held.", "2024-09-30"),),
                            (Update("Three held.", "2024-09-30"),),
                        )
                    ),
                    statuses=("on_track",),
                ),
            ]
        ),
        source="""<html><head><title>Quarrendale</title></head><body><h1>Quarrendale family plan</h1>
<h2>You said, we did</h2>
<table border="1"><tr><th>You said</th><th>We did</th></tr><tr><td>Letters are hard to read</td>
<td>We rewrote them with you</td></tr><tr><td>Nobody rings back</td><td>We now ring back in two days</td></tr></table>
<h2>What we will do next</h2>
<table border="1"><tr><th>No</th><th>What</th><th>Who</th><th>When</th><th>Update</th><th>RAG</th></tr>
<tr><td>1</td><td>Employ a family liaison officer</td><td>Head of SEND</td><td>June 2024</td>
<td>Sept 2024: Officer started on 2 September.</td><td>Complete</td></tr>
<tr><td>2</td><td>Hold coffee mornings in five schools</td><td>Parent Carer Forum</td><td>Ongoing</td>
<td>Sept 2024: Three held.</td><td>Green</td></tr></table>
<h2>When the board meets</h2>
<table border="1"><tr><th>Date</th><th>Place</th><th>Chair</th></tr><tr><td>3 March 2025</td><td>Town Hall</td>
<td>Odette Farrow</td></tr><tr><td>2 June 2025</td><td>Library</td><td>Odette Farrow</td></tr></table>
</body></html>
""",
    )
)

"""`sendplan person add` and `sendplan person end-role`: who may sign in, and what for. There is no sign-up page."""

import datetime as dt
from typing import Annotated

import typer

from sendplan.cli import application

person = typer.Typer(no_args_is_help=True, help="People who may sign in: add one, or end the role of one.")


@person.command()
def add(
    email: Annotated[str, typer.Argument(help="The address they sign in with.")],
    name: Annotated[str, typer.Option(help="Their name, as others should read it.")],
    area: Annotated[str, typer.Option(help="The area's short name, as its pages' addresses have it.")],
    role: Annotated[str, typer.Option(help="A role of docs/reference/roles.md, for example programme-manager.")],
    organisation: Annotated[str, typer.Option(help="Whom they work or speak for.")],
    post: Annotated[str, typer.Option(help="Their job, where it matters to readers.")] = "",
    since: Annotated[dt.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="From this day; else today.")] = None,
) -> None:
    """Let somebody sign in and give them a role. They choose a password through “I have forgotten my password”."""
    with application.ready():
        from django.db import transaction

        from sendplan.access import actions, queries
        from sendplan.access.rules import Refused

        day = since.date() if since else application.today()
        try:
            with transaction.atomic():
                known = queries.person_by_email(email)
                user_id = known.user_id if known else actions.create_person(email=email, name=name)
                actions.give_role(
                    user_id=user_id, area_slug=area, role=role, organisation=organisation, post=post, since=day
                )
        except Refused as refused:
            application.give_up(refused.reason)
    typer.echo(f"{name} may sign in as {email} and is {role} in {area} from {day.isoformat()}.")


@person.command("end-role")
def end_role(
    email: Annotated[str, typer.Argument(help="The address they sign in with.")],
    area: Annotated[str, typer.Option(help="The area's short name.")],
    on: Annotated[dt.datetime, typer.Option(formats=["%Y-%m-%d"], help="The day from which the role gives nothing.")],
) -> None:
    """End somebody's role in an area. What they wrote stays, under their name."""
    with application.ready():
        from sendplan.access import actions, queries
        from sendplan.access.rules import Refused

        known = queries.person_by_email(email)
        if known is None:
            application.give_up(f"Nobody here has the address {email}: check it against the page of people.")
        try:
            actions.end_role(user_id=known.user_id, area_slug=area, last_day=on.date(), today=application.today())
        except Refused as refused:
            application.give_up(refused.reason)
    typer.echo(f"The role of {email} in {area} ends on {on.date().isoformat()}.")

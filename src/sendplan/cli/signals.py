"""``sendplan signals < input.json > output.json``: which points of a series are more than chance."""

from __future__ import annotations

import json
import math
import sys
from typing import Annotated, NoReturn

import typer

from sendplan.measures.signals import RULE_SETS, SignalError

__all__ = ["signals"]


def signals(
    rules: Annotated[
        str,
        typer.Option("--rules", help="mdc: Making Data Count as it is now. nhs-r: as NHSRplotthedots 0.2.2 has it."),
    ] = "mdc",
) -> None:
    """Read a series as JSON, and write each point's limits, rule and type as JSON."""
    from sendplan.measures.signals.table import table

    if rules not in RULE_SETS:
        _give_up(f"There is no rule set “{rules}”; write one of: {', '.join(RULE_SETS)}.")
    try:
        asked = json.loads(sys.stdin.buffer.read().decode("utf-8-sig"), parse_float=_finite, parse_constant=_no_number)
    except UnicodeDecodeError as reason:
        _give_up(f"The input is not in UTF-8 (byte {reason.start + 1}): save it as UTF-8.")
    except json.JSONDecodeError as reason:
        _give_up(f"The input is no JSON: {reason.msg}, at line {reason.lineno}, column {reason.colno}.")
    except RecursionError:
        _give_up(
            "The input is nested too deeply to be a table: give columns and params as `sendplan signals` wants them."
        )
    except ValueError as reason:
        _give_up(f"The input holds a number that cannot be read ({reason}): write numbers as 12.5.")
    try:
        answer = table(asked, RULE_SETS[rules])
    except SignalError as refused:
        _give_up(str(refused))
    typer.echo(json.dumps(answer, allow_nan=False))


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"{text} is too large")
    return number


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _give_up(sentence: str) -> NoReturn:
    # A name that was given may hold a line break.
    typer.echo(" ".join(sentence.split()), err=True)
    raise typer.Exit(2)

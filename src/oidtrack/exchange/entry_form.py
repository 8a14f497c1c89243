"""One entry as a form in TOML, for an editor, and back: every value as `log` takes it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from fractions import Fraction

from oidtrack.domain.dose import plain, typed_amount
from oidtrack.domain.journal import RATINGS, DoseState, Entry, Intake, Mood, Treatment
from oidtrack.errors import BadInput

Value = str | bool | tuple[str, ...]
Form = Mapping[str, Value]

HEAD = """\
# {name}: change what you like, save, and close. What you leave as it is stays as it is.
# "" is not answered; a list such as ["tearful", "flat"] may be empty: []
"""


def form_of(entry: Entry) -> dict[str, Value]:
    """What an entry holds, by the names of `log`'s options, in their order."""
    wall = entry.moment.wall
    common: dict[str, Value] = {"note": entry.note, "tag": entry.tags, "star": entry.star}
    return {**_body(entry), **common, "at": f"{wall:%Y-%m-%d %H:%M}"}


def _body(entry: Entry) -> dict[str, Value]:
    body = entry.body
    if isinstance(body, Mood):
        held = dict(body.ratings)
        ratings = {name: plain(Fraction(held[name], 10), 1) if name in held else "" for name in RATINGS}
        sleep = "" if body.sleep_min is None else f"{body.sleep_min // 60}:{body.sleep_min % 60:02}"
        symptoms = tuple(name if level is None else f"{name}={level}" for name, level in body.symptoms)
        return {**ratings, "sleep": sleep, "sign": body.signs, "symptom": symptoms}
    if isinstance(body, Treatment):
        minutes = "" if body.minutes is None else f" {body.minutes}min"
        return {"treatment": f"{body.text}{minutes}"}
    if isinstance(body, Intake):
        reason: dict[str, Value] = {"reason": body.reason} if body.state is DoseState.SKIPPED else {}
        return {"dose": f"{body.medicine} {typed_amount(body.amount)}", **reason}
    return {}


def form_text(name: str, form: Form) -> str:
    """The form as a file, a line for each value."""
    lines = (f"{key} = {_toml(value)}" for key, value in form.items())
    return HEAD.format(name=name) + "\n" + "\n".join(lines) + "\n"


def _toml(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")  # JSON allows it bare, TOML does not
    return f"[{', '.join(_toml(one) for one in value)}]"


def read_form(text: str, before: Form) -> dict[str, Value]:
    """The form as somebody left it; a line that was taken out is blank.

    Raises:
        BadInput: No TOML, a name that the form did not have, or a value of another kind.
    """
    try:
        found = tomllib.loads(text)
    except ValueError as error:  # also a number that is too long for any
        raise BadInput(f"the form cannot be read: {error}", 'values stand in quotes: note = "…"') from None
    except RecursionError:
        raise BadInput("the form cannot be read: lists within lists", 'values stand in quotes: note = "…"') from None
    unknown = [name for name in found if name not in before]
    if unknown:
        raise BadInput(f"'{unknown[0]}' is no line of this form", f"there are {', '.join(before)}")
    return {name: _typed(name, found.get(name, _blank(value)), value) for name, value in before.items()}


def _blank(value: Value) -> Value:
    return False if isinstance(value, bool) else "" if isinstance(value, str) else ()


def _typed(name: str, found: object, before: Value) -> Value:
    if isinstance(before, bool):
        if isinstance(found, bool):
            return found
        raise BadInput(f"{name} is true or false", "without quotes")
    if isinstance(before, str):
        if isinstance(found, bool) or not isinstance(found, str | int | float):
            raise BadInput(f"{name} is one value in quotes", f'for example {name} = "…"')
        return str(found)
    if isinstance(found, list | tuple) and all(isinstance(one, str) for one in found):
        return tuple(found)
    raise BadInput(f"{name} is a list", f'for example {name} = ["…"]')

"""One question at a time, with a way back: single keys on a terminal that has them, lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable

from oidtrack.cli.asking import asking, keys
from oidtrack.cli.asking.keys import Keyboard, Line
from oidtrack.errors import BadInput
from oidtrack.render.page.parts import Part
from oidtrack.render.page.text import paint
from oidtrack.values import dataclass

BACK, STOP = "b", "q"
RATING = "0123456789x"
TEN = "10"
_SOON_TYPED = 20
"""Characters up to which an answer that was refused is typed anew; a longer one stays to be mended. ENGINEERING."""


class Back(Exception):
    """The person wants the question before."""


@dataclass(frozen=True, slots=True)
class Question:
    """Something to be asked.

    Attributes:
        name: What the answer is kept under.
        words: The question.
        read: Makes something of the answer, or raises `BadInput`.
        keys: The keys that are an answer by themselves; a line of text where there are none.
        must: Whether Enter alone is no answer.
        before: Told before it, for example what the question is about; a `?` tells it again.
    """

    name: str
    words: str
    read: Callable[[str], object]
    keys: str = ""
    must: bool = False
    before: Part = ""


def put(question: Question, keyboard: Keyboard | None, said: str = "") -> str:
    """The answer as text that `read` takes; empty where Enter was pressed.

    Args:
        question: What to ask.
        keyboard: The keys, or None to ask by lines.
        said: What was answered before, to be mended where it is a line of text.

    Raises:
        Back: The person wants the question before.
        Stopped: Ctrl-C or Ctrl-D.
    """
    while True:
        text = _by_line(question, said) if keyboard is None else _typed(question, keyboard, said)
        if not text and not question.must:
            return ""
        if text == "?" and question.before:
            sys.stderr.write(paint(question.before))
            continue
        try:
            question.read(text)
        except BadInput as error:
            otherwise = "b goes back" if question.must else "Enter leaves it blank"
            sys.stderr.write(f"  {error.message}; {error.hint or otherwise}\n")
            said = text if len(text) > _SOON_TYPED and not question.keys else ""
        else:
            return text


def line_or_stop(words: str, read: Callable[[str], object]) -> str:
    """A line of text that `read` takes, empty where it was left out; `q` stops.

    Raises:
        Back: The person wants the question before.
        Stopped: The person stopped.
    """
    said = put(Question("", words, lambda text: text.lower() == STOP or read(text)), None)
    if said.lower() == STOP:
        raise asking.Stopped
    return said


def _by_line(question: Question, said: str) -> str:
    kept = f" [{said}; Enter keeps it, - leaves it blank]" if said else ""
    text = asking.text(question.words + kept)
    if text.lower() == BACK:
        raise Back
    if said and text in {"", "-"}:
        return "" if text else said
    return _of_key(question, text)


def _typed(question: Question, keyboard: Keyboard, text: str) -> str:
    line = Line(question.words, text)
    try:
        while True:
            key = keyboard.key()
            if _leads_back(key, question, line, text):
                raise Back
            if key == keys.END and not line.text:
                raise asking.Stopped
            if key == keys.ENTER:
                return _of_key(question, line.text.strip())
            if text and line.text == text and key in question.keys:
                line.erase_all()
            _take(key, line)
            if question.keys and _is_whole(question, keyboard, line):
                return _of_key(question, line.text)
    except (KeyboardInterrupt, EOFError):
        raise asking.Stopped(line.text.strip()) from None
    finally:
        line.end()


def _leads_back(key: str, question: Question, line: Line, said: str) -> bool:
    if question.keys and key.lower() == BACK:
        return line.text in {"", said}
    return key == keys.ERASE and not line.text


def _take(key: str, line: Line) -> None:
    if key == keys.ERASE:
        line.erase()
    elif key == keys.ERASE_ALL:
        line.erase_all()
    elif key != keys.END:
        line.add(key)


def _is_whole(question: Question, keyboard: Keyboard, line: Line) -> bool:
    """Whether a key is an answer without Enter. A 1 waits for what follows: 10, or Enter for 1."""
    if question.keys == RATING and line.text == "1":
        return False
    if line.text == TEN or (len(line.text) == 1 and line.text.lower() in question.keys):
        return not _goes_on(keyboard, line.text.lower())
    return False


def _goes_on(keyboard: Keyboard, text: str) -> bool:
    """Whether more of the same answer came with the key: `6.5`, `yes`, `no`; an Enter is taken with it."""
    following = keyboard.same_breath()
    if following is None or following == keys.ENTER:
        return False
    keyboard.give_back(following)
    return (text.isdecimal() and following in ".,") or text + following.lower() in {"ye", "no"}


def _of_key(question: Question, text: str) -> str:
    """An answer by key as it is kept: `10` for x, the letter of a yes or a no."""
    word = text.lower()
    if question.keys == RATING:
        return TEN if word == "x" else word
    return word[:1] if question.keys and word in {"yes", "no"} else word if question.keys else text

"""One question at a time, with the same keys in every conversation.

By single keys on a terminal that has them, by lines elsewhere: `b` goes back, `q` stops, `?` explains, Enter leaves
blank.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from oidtrack.cli.asking import asking, keys
from oidtrack.cli.asking.keys import Keyboard, Pasted, at_hand
from oidtrack.cli.asking.line import Line, fitting, window
from oidtrack.errors import BadInput
from oidtrack.render.page.parts import Block, Part, Words, inset
from oidtrack.render.page.text import paint

BACK, STOP, HELP = "b", "q", "?"
_ALWAYS = (BACK, STOP, HELP)
RATING = "0123456789x"
TEN = "10"
_SOON_TYPED = 20
"""Characters up to which an answer that was refused is typed anew; a longer one stays to be mended. ENGINEERING."""
_ONCE_MORE = "  That Enter went with the key before. Once more"
_NARROWEST, _WIDEST = 40, 80


class Back(Exception):
    """Another question is to be asked.

    Attributes:
        to: The one that an answer leads back to; None where the person wants the one before.
    """

    def __init__(self, to: Any = None) -> None:
        super().__init__()
        self.to = to


class Question(Struct, frozen=True):
    """Something to be asked.

    Attributes:
        name: What the answer is kept under.
        words: The question.
        read: Makes something of the answer, or raises `BadInput`.
        keys: The keys that are an answer by themselves; a line of text where there are none.
        must: Whether Enter alone is no answer.
        before: Told before it, for example what the question is about; a `?` tells it again.
        about: What may be answered and what it means, told after a `?`.
        long: Whether it is the last one, of free words: what is sent together with an Enter goes on in the same text.
    """

    name: str
    words: str
    read: Callable[[str], object]
    keys: str = ""
    must: bool = False
    before: Part = ""
    about: str = ""
    long: bool = False


def put(question: Question, keyboard: Keyboard | None, said: str = "") -> str:
    """The answer as text that `read` takes; empty where Enter was pressed.

    Args:
        question: What to ask.
        keyboard: The keys, or None to ask by lines.
        said: What was answered before, to be mended where it is a line of text.

    Raises:
        Back: The person wants the question before.
        Stopped: `q`, Ctrl-C or Ctrl-D.
    """
    while True:
        text = _by_line(question, said) if keyboard is None else _typed(question, keyboard, said)
        if not text and not question.must:
            return ""
        if text == HELP:
            sys.stderr.write(paint(explained(question), width=min(max(window(), _NARROWEST), _WIDEST)))
            continue
        _heed(text)
        try:
            question.read(text)
        except BadInput as error:
            otherwise = "b goes back" if question.must else "Enter leaves it blank"
            _say(f"{error.message}; {error.hint or otherwise}")
            said = text if len(text) > _SOON_TYPED and not question.keys else ""
        else:
            return text


def explained(question: Question) -> Part:
    """What a `?` tells: what the question is about, what may be answered, and the keys."""
    always = "b goes one back, q or Ctrl-C stops."
    if not question.must and "Enter" not in f"{question.words}{question.about}" and "/N]" not in question.words:
        always = f"Enter leaves it blank, {always}"
    one = "One key is an answer: 0 to 9, x for 10 (or 1 and 0). " if question.keys == RATING else ""
    about = (Words(line) for line in (question.about, f"{one}{always}") if line)
    return Block((question.before, inset(*about))) if question.before else inset(*about)


def ask(
    words: str, about: str = "", by_key: str = "", read: Callable[[str], object] = str, *, must: bool = False
) -> str:
    """An answer that `read` takes, empty where it was left out; by the keyboard that the conversation holds.

    Args:
        words: The question.
        about: What may be answered, told after a `?`.
        by_key: The keys that are an answer by themselves.
        read: Makes something of the answer, or raises `BadInput`.
        must: Whether Enter alone is no answer.

    Raises:
        Back: The person wants the question before.
        Stopped: The person stopped.
    """
    return put(Question("", words, read, by_key, must, about=about), at_hand())


def _heed(text: str) -> None:
    """Go back or stop, where that is what was answered."""
    if text.lower() == BACK:
        raise Back
    if text.lower() == STOP:
        raise asking.Stopped


def _by_line(question: Question, said: str) -> str:
    kept = f" [{said}; Enter keeps it, - leaves it blank]" if said else ""
    text = asking.text(question.words + kept)
    if said and text in {"", "-"}:
        return "" if text else said
    return _of_key(question, text)


def _typed(question: Question, keyboard: Keyboard, said: str) -> str:
    """The answer by keys. An Enter that follows an answer of one key goes with that one: it never blanks this one."""
    line = Line(fitting(question.words), said, moves=keyboard.moves)
    went_before, keyboard.alone = keyboard.alone, False
    try:
        while True:
            key = keyboard.key()
            if key == keys.ENTER and went_before and not line.text:
                line = _once_more(question, line, keyboard)
            elif key == keys.ENTER and not (question.long and _goes_on_below(keyboard, line)):
                return _of_key(question, line.text.strip())
            elif key != keys.ENTER:
                found = _after(key, question, keyboard, line, said)
                if found is not None:
                    return found
            went_before = False
    except (KeyboardInterrupt, EOFError):
        raise asking.Stopped(line.text.strip()) from None
    finally:
        line.end()


def _after(key: str, question: Question, keyboard: Keyboard, line: Line, said: str) -> str | None:
    """What the answer is after a key; None where it goes on.

    Raises:
        Back: The person wants the question before.
        Stopped: Ctrl-D where nothing stands.
    """
    if key == keys.ERASE and not line.text:
        raise Back
    if key == keys.END and not line.text:
        raise asking.Stopped
    if question.keys and line.text in {"", said} and key.lower() in _ALWAYS:
        if line.text:
            line.take(keys.ERASE_BEFORE)
        line.take(key)
        _goes_on(keyboard, key)
        return key.lower()
    if said and line.text == said and key in question.keys:
        line.take(keys.ERASE_BEFORE)
    line.take(key)
    if question.keys and key.isprintable() and not isinstance(key, Pasted) and _is_whole(question, keyboard, line):
        return _of_key(question, line.text)
    return None


def _once_more(question: Question, line: Line, keyboard: Keyboard) -> Line:
    """Say what became of an Enter, and put the question again."""
    line.end()
    if not question.must:
        means = "takes what is shown" if "[Enter" in question.words else "leaves this blank"
        sys.stderr.write(f"{fitting(f'{_ONCE_MORE} {means}.')}\n")
    return Line(fitting(question.words), moves=keyboard.moves)


def _goes_on_below(keyboard: Keyboard, line: Line) -> bool:
    """Whether more of the same text was sent together with an Enter: a paste that the terminal does not mark."""
    if line.text in {"", *_ALWAYS}:
        return False
    following = keyboard.same_breath()
    while following == keys.ENTER:
        following = keyboard.same_breath()
    if following is None:
        return False
    keyboard.give_back(following)
    line.take(" ")
    return True


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
    keyboard.alone = following is None
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


def _say(fault: str) -> None:
    sys.stderr.write(paint(inset(fault), width=min(max(window(), _NARROWEST), _WIDEST)))

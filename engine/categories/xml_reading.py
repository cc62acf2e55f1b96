"""XML from strangers: no document types, no entities, any encoding that can be told."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NoReturn
from xml.parsers import expat

from engine.errors import InputError
from engine.sentences import Sentence, sentence_of

_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_JAPANESE = frozenset({"shift_jis", "shift-jis", "sjis", "cp932", "windows-31j", "euc-jp", "iso-2022-jp"})
"""Encodings of more than one byte that Japanese programs declare and the XML parser does not know."""


def parse_xml(
    data: bytes,
    place: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None] | None = None,
) -> None:
    """Hand the elements of `data` to `start` and `end`, and characters to `text`.

    Raises
    ------
    InputError
        Naming `place`, when the data is no XML, or declares a document type or an entity, with which it could make the
        reader expand or fetch something; and whatever the callables raise.
    """

    def refuse(*_declaration: object) -> NoReturn:
        raise InputError(Sentence("{0} declares a document type or an entity; remove the declaration.", place))

    data, encoding = _decoded(data, place)
    parser = expat.ParserCreate(encoding)
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise InputError(Sentence("{0} is not valid XML ({1}); save it again.", place, sentence_of(error))) from error


def _decoded(data: bytes, place: str) -> tuple[bytes, str | None]:
    """Return bytes that the parser can read, and their encoding where it must be told."""
    declared = _ENCODING.match(data)
    if declared is None or declared[1].decode().lower() not in _JAPANESE:
        return data, None
    encoding = declared[1].decode().lower()
    try:
        text = data.decode("cp932" if encoding not in ("euc-jp", "iso-2022-jp") else encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            Sentence("{0}, line {1}: not text in {2}; save the file in UTF-8.", place, line, encoding)
        ) from error
    return text.encode("utf-8"), "utf-8"

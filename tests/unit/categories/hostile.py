"""Files of every category format, mutated and made by hand to hurt a reader; shared by the suite and the long runs."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from engine.categories.category_set import CategorySet
from engine.categories.files import parse_categories, read_categories, write_categories
from engine.categories.notes import Notes
from engine.errors import WorkbenchError
from engine.ifs.category import Category

WRITTEN = ("csv", "npz", "json", "flame", "ifs")
FORMATS = (*WRITTEN, "chaos")

RICH_FLAME = """<?xml version="1.0" encoding="UTF-8"?>
<flames name="x"><flame name="a" size="9 9" center="0 0" scale="80">
<xform weight="1" color="0.5" symmetry="0.2" linear="0.5" linear3D="0.25" coefs="1 2 3 4 5 6" post="0 1 -1 0 2 3"
 chaos="1 1" opacity="0" plotmode="off" flatten="1"/>
<xform weight="3" var1="0" coefs=".5 0 0 .5 0 0"/><xform weight="2" var="1 0 0" coefs=".5 0 0 .5 1 0"/>
<finalxform linear="1" coefs="2 0 0 2 1 1"/><symmetry kind="-3"/><palette count="256">FFFFFF</palette></flame>
<flame name="a"><xform weight="1" julian="1" coefs="1 0 0 1 0 0"/></flame></flames>
"""


def chaos_affine(name: str, angles: tuple[float, float], lengths: tuple[float, float], offset: str) -> str:
    """Return an affine of a Chaotica world."""
    return (
        f'<affine2 name="{name}"><real name="x_axis_angle">{angles[0]}</real>'
        f'<real name="x_axis_length">{lengths[0]}</real><real name="y_axis_angle">{angles[1]}</real>'
        f'<real name="y_axis_length">{lengths[1]}</real><vec2 name="offset">{offset}</vec2></affine2>\n'
    )


def chaos_iterator(number: int, affines: str, variation: str = "linear", weight: str = "Base weight") -> str:
    """Return an iterator of a Chaotica world with one variation of weight 2."""
    return (
        f'<iterator name="Iterator {number}"><flam3_transform name="t">{affines}<node name="transforms">'
        f'<flam3_variation name="v"><string name="variation_name">{variation}</string>'
        f'<params><real name="{variation}">2</real></params></flam3_variation></node></flam3_transform>'
        '<flam3_shader name="s"><real name="opacity">1</real></flam3_shader>'
        f'<weights_selector name="w"><real name="{weight}">0.{number}</real><node name="per_iterator_weights">'
        '<real name="Iterator 1 weight">1</real><real name="Iterator 2 weight">1</real></node></weights_selector>'
        "</iterator>\n"
    )


def chaos_world(iterators: str = "") -> str:
    """Return a Chaotica world, with two affine iterators where none are given."""
    pre = chaos_affine("Pre affine", (90, 180), (0.5, 0.25), "1 -2")
    post = chaos_affine("Post affine", (0, 90), (1, 3), "0.5 0.5")
    camera = '<camera name="c"><flam3_transform name="view">' + pre + "</flam3_transform></camera>"
    two = chaos_iterator(1, pre + post) + chaos_iterator(3, pre, weight="base_weight")
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<world name="World"><int name="format_version">2</int>'
        f'<IFS name="x">{camera}<node name="iterators">{iterators or two}</node></IFS></world>\n'
    )


RICH_IFS = """comment { anything { goes here
}
fern { ; a comment
 0 0 0 .16 0 0 .01
 .85 .04 -.04 .85 0 1.6 .85 }
solid(3D) { 1 2 3
}
fern {
 1 0 0 1 0
 0 0.5 }
"""


def seeds(folder: Path) -> dict[str, list[bytes]]:
    """Return valid files of each format, by extension."""
    rng = np.random.default_rng(4)
    categories = []
    for index in range(3):
        maps = rng.uniform(-1, 1, (index + 1, 6))
        categories.append(Category.from_maps(f"{index:05d}", maps))
    several = CategorySet("seed", tuple(categories), {"where": "here", "名": "前"}, {"00001": {"how": "mutated"}})
    found: dict[str, list[bytes]] = {}
    for extension in WRITTEN:
        path = folder / f"seed.{extension}"
        write_categories(several.first(1) if extension == "csv" else several, path)
        found[extension] = [path.read_bytes()]
    found["flame"].append(RICH_FLAME.encode())
    found["ifs"].append(RICH_IFS.encode())
    found["chaos"] = [chaos_world().encode()]
    bare = io.BytesIO()
    np.savez(bare, maps=np.zeros((3, 6)), probabilities=np.array([0.5, 0.5, 1.0]), offsets=np.array([0, 2, 3]))
    found["npz"].append(bare.getvalue())
    return found


_TOKENS = (
    *(b"nan", b"inf", b"-", b"1e999", b"1e-999", b"0", b"99999999999999999999", b"\xff\xfe", b"\xef\xbb\xbf", b"\0"),
    *(
        b"<",
        b">",
        b"&lt;",
        b"&#0;",
        b"</flame>",
        b"<flame>",
        b"<xform",
        b'coefs=""',
        b"{",
        b"}",
        b"[",
        b"]",
        b'"',
        b"\\",
    ),
    *(
        b"\\ud800",
        b";",
        b"(3D)",
        b"\r",
        b"\n",
        b"\x85",
        "\u2028".encode(),
        "龍".encode("cp932"),
        "龍".encode(),
        b"null",
    ),
)


def mutated(data: bytes, rng: random.Random, others: list[bytes]) -> bytes:
    """Return `data` damaged in one to a few places: bits, bytes, cuts, repetitions, tokens, splices."""
    made = bytearray(data)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(made) + 1)
        kind = rng.randrange(7)
        if kind == 0 and made:
            made[at % len(made)] ^= 1 << rng.randrange(8)
        elif kind == 1 and made:
            made[at % len(made)] = rng.randrange(256)
        elif kind == 2:
            del made[at : at + rng.choice((1, 2, 8, 64, len(made)))]
        elif kind == 3:
            part = bytes(made[at : at + rng.choice((1, 4, 32, 256))])
            made[at:at] = part * rng.choice((1, 2, 50))
        elif kind in (4, 5):
            made[at:at] = rng.choice(_TOKENS)
        else:
            other = rng.choice(others)
            cut = rng.randrange(len(other) + 1)
            made[at:] = other[cut:]
    return bytes(made)


def repacked(data: bytes, rng: random.Random) -> bytes:
    """Return an archive whose members are damaged but whose checksums are right, so that the damage is reached."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        hit = rng.choice(names)
        for name in names:
            member = source.read(name)
            target.writestr(name, mutated(member, rng, [member]) if name == hit else member)
    return out.getvalue()


def outcome(path: Path) -> str:
    """Return the sentence with which `path` is refused, empty when it can be read; anything else is raised.

    What can be read must be usable: written in the complete formats and read again, it must be the same set.
    """
    notes = Notes()
    try:
        categories = read_categories(path, notes)
    except WorkbenchError as error:
        return check_sentence(str(error))
    for sentence in notes.sentences:
        check_sentence(sentence)
    for extension in ("json", "npz"):
        copy = path.with_name(f"again.{extension}")
        write_categories(categories, copy)
        assert read_categories(copy) == categories
    return ""


def text_outcome(data: bytes) -> str:
    """Do the same for `data` as text on the clipboard."""
    try:
        parse_categories(data.decode("utf-8", "replace"), "The clipboard", Notes())
    except WorkbenchError as error:
        return check_sentence(str(error))
    return ""


def check_sentence(text: str) -> str:
    """Return `text` if it is fit for the message bar."""
    assert text.strip()
    assert len(text) < 1500
    assert "Traceback" not in text
    return text


def _npz(**arrays: np.ndarray) -> bytes:
    out = io.BytesIO()
    np.savez_compressed(out, **arrays)
    return out.getvalue()


def _npz_with_header(header: str, body: bytes = b"") -> bytes:
    """Return an archive whose array ``maps`` declares whatever `header` says."""
    out = io.BytesIO()
    text = header.encode() + b"\n"
    member = b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + body
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("maps.npy", member)
        for name, array in (("probabilities", np.ones(1)), ("offsets", np.array([0, 1]))):
            inner = io.BytesIO()
            np.save(inner, array)
            archive.writestr(f"{name}.npy", inner.getvalue())
    return out.getvalue()


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("maps.npy", "probabilities.npy", "offsets.npy"):
            archive.writestr(name, bytes(2**27))
    return out.getvalue()


def _utf8(text: str) -> bytes:
    return text.encode()


_HEAD = '{"format": "fractal categories", "version": 1, "categories": '
_XFORM = '<xform weight="1" linear="1" coefs="1 0 0 1 0 0"/>'
_ENTITIES = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "lol"}">' for i in range(12))

HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "csv million rows": ("csv", lambda: b"0.5,0,0,0.5,0,0,0.5\n" * 10**6),
    "csv one long line": ("csv", lambda: b"1," * 500_000),
    "csv long number": ("csv", lambda: b"9" * 10**6 + b",0,0,0,0,0,1\n"),
    "csv shift-jis": ("csv", lambda: "龍,0,0,0.5,0,0,1\n".encode("cp932")),
    "csv utf-16": ("csv", lambda: "0.5,0,0,0.5,0,0,1\n".encode("utf-16")),
    "ifs million maps": ("ifs", lambda: b"x {\n" + b"1 0 0 1 0 0 1\n" * 10**6 + b"}"),
    "ifs million entries": ("ifs", lambda: b"x {\n1 0 0 1 0 0 1 }\n" * 10**6),
    "ifs blank": ("ifs", lambda: b"\n" * 20_000_000),
    "ifs one line": ("ifs", lambda: b"x {\n" + b"1 " * 10_000_000),
    "ifs utf-16": ("ifs", lambda: "x {\n1 0 0 1 0 0 1 }".encode("utf-16")),
    "json deep list": ("json", lambda: b"[" * 10**6),
    "json deep object": ("json", lambda: b'{"a":' * 10**6),
    "json deep provenance": (
        "json",
        lambda: _utf8(_HEAD + "[]" + ', "provenance": ' + "[" * 900 + "]" * 900 + "}"),
    ),
    "json empty lists": ("json", lambda: _utf8(_HEAD + "[" + "[]," * 5_000_000 + "[]]}")),
    "json million maps": (
        "json",
        lambda: _utf8(_HEAD + '[{"name": "x", "maps": [' + "[1,0,0,1,0,0]," * 10**6 + "[1,0,0,1,0,0]]}]}"),
    ),
    "json long integer": ("json", lambda: _utf8(_HEAD + '[{"maps": [[' + "9" * 10**6 + ",0,0,0,0,0]]}]}")),
    "json half a character": ("json", lambda: _utf8(_HEAD + '[{"name": "\\ud800", "maps": [[1,0,0,1,0,0]]}]}')),
    "json utf-16": ("json", lambda: (_HEAD + "[]}").encode("utf-16")),
    "flame entity bomb": ("flame", lambda: _utf8(f"<!DOCTYPE x [{_ENTITIES}]><flames>&e11;</flames>")),
    "flame external": ("flame", lambda: b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><flames/>'),
    "flame million maps": ("flame", lambda: _utf8(f"<flame>{_XFORM * 10**6}</flame>")),
    "flame million flames": (
        "flame",
        lambda: b"<f>" + f"<flame name='a'>{_XFORM}</flame>".encode() * 400_000 + b"</f>",
    ),
    "flame deep": ("flame", lambda: b"<a>" * 10**6),
    "flame long attribute": ("flame", lambda: b'<flame><xform linear="1" coefs="' + b"1 " * 10**7 + b'"/></flame>'),
    "flame many attributes": (
        "flame",
        lambda: b"<flame><xform " + b" ".join(b'a%d="x"' % i for i in range(200_000)) + b"/></flame>",
    ),
    "flame shift-jis undeclared": ("flame", lambda: '<flame name="龍"/>'.encode("cp932")),
    "flame strange encoding": ("flame", lambda: b'<?xml version="1.0" encoding="utf-7"?><flame/>'),
    "flame long names": (
        "flame",
        lambda: b"<flame name='" + b"n" * 10**6 + b"'><xform " + b"k" * 10**6 + b"='1' coefs='1 0 0 1 0 0'/></flame>",
    ),
    "ifs long name": ("ifs", lambda: b"n" * 10**6 + b" {\n1 0 0 1 0 0\n}"),
    "json long name": (
        "json",
        lambda: _utf8(_HEAD + '[{"name": "' + "n" * 10**6 + '", "maps": [[1,0,0,1,0,0]], "probabilities": [2]}]}'),
    ),
    "npz long name": (
        "npz",
        lambda: _npz(
            maps=np.ones((1, 6)), probabilities=np.ones(1) * 2, offsets=np.array([0, 1]), name=np.array("n" * 10**6)
        ),
    ),
    "chaos deep": ("chaos", lambda: b"<world>" * 10**6),
    "chaos long texts": (
        "chaos",
        lambda: (
            b'<iterator><affine2><real name="' + b"n" * 10**6 + b'">' + b"1" * 10**6 + b"</real></affine2></iterator>"
        ),
    ),
    "chaos million maps": ("chaos", lambda: _utf8("<w>" + chaos_iterator(1, "") * 50_000 + "</w>")),
    "flame unknown encoding": ("flame", lambda: b'<?xml version="1.0" encoding="klingon"?><flame/>'),
    "flame multi-byte encoding": ("flame", lambda: b'<?xml version="1.0" encoding="gb18030"?><flame/>'),
    "npz bomb": ("npz", _bomb),
    "npz objects": ("npz", lambda: _npz(maps=np.array([{}], dtype=object))),
    "npz endless header": ("npz", lambda: _npz_with_header("(" * 60_000)),
    "npz huge shape": (
        "npz",
        lambda: _npz_with_header("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000, 6), }"),
    ),
    "npz overflowing shape": (
        "npz",
        lambda: _npz_with_header("{'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387904, 6), }"),
    ),
    "npz negative shape": (
        "npz",
        lambda: _npz_with_header("{'descr': '<f8', 'fortran_order': False, 'shape': (-1, 6), }"),
    ),
    "npz names of nothing": (
        "npz",
        lambda: _npz(
            maps=np.zeros((1, 6)),
            probabilities=np.ones(1),
            offsets=np.array([0, 1]),
            names=np.zeros(2 * 10**7, "U1"),
        ),
    ),
    "npz impossible characters": (
        "npz",
        lambda: _npz(
            maps=np.zeros((1, 6)),
            probabilities=np.ones(1),
            offsets=np.array([0, 1]),
            names=np.array([0x7FFFFFFF], dtype=np.uint32).view("<U1"),
        ),
    ),
    "npz deep provenance": (
        "npz",
        lambda: _npz(
            maps=np.zeros((1, 6)),
            probabilities=np.ones(1),
            offsets=np.array([0, 1]),
            provenance=np.array('{"a": ' + "[" * 100_000),
        ),
    ),
}
"""Name, and (extension, maker) of files that a reader must refuse, or read, within bounds."""


LONG = frozenset(
    {"ifs million entries", "ifs blank", "flame million flames", "flame million maps", "json million maps"}
)
"""Those that take seconds to refuse: for the long runs."""


def mutants(count: int, seed: int, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield `count` damaged files, extension and content, the formats in turn."""
    rng = random.Random(seed)
    valid = seeds(folder)
    everything = [data for group in valid.values() for data in group]
    for index in range(count):
        extension = FORMATS[index % len(FORMATS)]
        data = rng.choice(valid[extension])
        if extension == "npz" and rng.random() < 0.7:
            yield extension, repacked(data, rng)
        else:
            yield extension, mutated(data, rng, everything)

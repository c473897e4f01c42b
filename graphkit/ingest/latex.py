r"""LaTeX in bibliographies to plain text: accents, symbols, braces that keep capitals, formulas.

A percent sign is a percent sign: bibliographies hold "95% of papers" more often than comments.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_NEEDS_LATEX = re.compile(r"[\\$]")
_BARE = re.compile(r"(?<!\\)[%&#]")
_MARKS = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("~", " "))  # noqa: RUF001 - dashes
# Commands that the library does not know, or prints as another character.
_PRINTED = {
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciicircum{}": "^",
    r"\textasciitilde{}": "~",
    r"\textbackslash{}": "\\",
    r"\textbackslash ": "\\",
    r"\backslash": "\\",  # in formulas that Mendeley escaped, with the command right behind
    r"{\^{}}": "^",
    r"\^{}": "^",
    r"{\~{}}": "~",
    r"\~{}": "~",
    r"\rule{1em}{1pt}": "—",  # a dash, as Better BibTeX writes it
    r"{\textless}": "<",
    r"{\textgreater}": ">",
    r"\{": "{",
    r"\}": "}",
}
# Journals as astronomers' bibliographies name them.
_JOURNALS = {
    r"\apj": "The Astrophysical Journal",
    r"\apjl": "The Astrophysical Journal Letters",
    r"\apjs": "The Astrophysical Journal Supplement Series",
    r"\aj": "The Astronomical Journal",
    r"\aap": "Astronomy & Astrophysics",
    r"\araa": "Annual Review of Astronomy and Astrophysics",
    r"\mnras": "Monthly Notices of the Royal Astronomical Society",
    r"\nat": "Nature",
    r"\prd": "Physical Review D",
    r"\prl": "Physical Review Letters",
    r"\jcap": "Journal of Cosmology and Astroparticle Physics",
    r"\pasp": "Publications of the Astronomical Society of the Pacific",
    r"\pasj": "Publications of the Astronomical Society of Japan",
    r"\pasa": "Publications of the Astronomical Society of Australia",
    r"\aapr": "The Astronomy and Astrophysics Review",
    r"\aaps": "Astronomy and Astrophysics Supplement Series",
    r"\apss": "Astrophysics and Space Science",
    r"\icarus": "Icarus",
    r"\nar": "New Astronomy Reviews",
    r"\na": "New Astronomy",
    r"\physrep": "Physics Reports",
    r"\planss": "Planetary and Space Science",
    r"\pra": "Physical Review A",
    r"\prb": "Physical Review B",
    r"\prc": "Physical Review C",
    r"\pre": "Physical Review E",
    r"\procspie": "Proceedings of SPIE",
    r"\solphys": "Solar Physics",
    r"\ssr": "Space Science Reviews",
    r"\jgr": "Journal of Geophysical Research",
    r"\grl": "Geophysical Research Letters",
    r"\memsai": "Memorie della Società Astronomica Italiana",
    r"\rmxaa": "Revista Mexicana de Astronomía y Astrofísica",
    r"\baas": "Bulletin of the American Astronomical Society",
}
# Signs that the library leaves out, and those of astronomers' macros.
_SIGNS = re.compile(
    r"\\(?:(?P<greater>gt|textgreater)|(?P<less>lt|textless)|(?P<sun>msun))"
    r"(?![A-Za-z])(?:\{\})?"
)
# A formula that was escaped as if it were text, printed once.
_FORMULA = re.compile(r"\$[^$]{0,500}?(?:\\[A-Za-z]|[\^_]\{)[^$]{0,500}\$")
_FIRST_PRIVATE = 0xF8C0
_COMMAND = re.compile(r"\\[A-Za-z]+\*?\s*|\\.")


@lru_cache(maxsize=4096)
def decode_latex(text: str) -> str:
    r"""Return the text that LaTeX would print: `Erd{\H o}s` is "Erdős", `{BERT}` is "BERT"."""
    text = _JOURNALS.get(text.strip().lower(), text)
    if _NEEDS_LATEX.search(text):
        text = _with_library(text)
    else:
        for mark, printed in _MARKS:
            text = text.replace(mark, printed)
        text = text.replace("{", "").replace("}", "")  # "-{}-" are two hyphens
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _with_library(text: str) -> str:
    for place, command in enumerate(_PRINTED):
        text = text.replace(command, chr(_FIRST_PRIVATE + place))
    printed = _converted(_SIGNS.sub(_sign, text))
    for place, character in enumerate(_PRINTED.values()):
        printed = printed.replace(chr(_FIRST_PRIVATE + place), character)
    return _FORMULA.sub(lambda found: _converted(found[0]), printed)


def _converted(text: str) -> str:
    """Return what the library prints, else the words without commands and braces."""
    try:
        return _converter()(_BARE.sub(r"\\\g<0>", text))
    except (ValueError, IndexError, AttributeError, RecursionError, TypeError):
        return _COMMAND.sub("", text).replace("{", "").replace("}", "").replace("$", "")


def _sign(found: re.Match[str]) -> str:
    return {"greater": ">", "less": "<", "sun": "M_⊙"}[str(found.lastgroup)]


@cache
def _converter() -> "Callable[[str], str]":
    from pylatexenc.latex2text import LatexNodes2Text  # noqa: PLC0415 - only for LaTeX

    reader = LatexNodes2Text(math_mode="text", keep_comments=True, strict_latex_spaces=False)
    return lambda text: str(reader.latex_to_text(text, tolerant_parsing=True))

"""Marked-up text to plain text: HTML, JATS and MathML in titles and abstracts.

Only known tags are taken away: "p < 0.05" and "a<b" are text.
"""

import html
import re

_BLOCKS = "p|div|br|hr|li|ul|ol|dl|dt|dd|h[1-6]|tr|td|th|table|tbody|thead|blockquote|pre|sec|title"
_INLINE = (
    "a|abbr|b|bdi|big|cite|code|del|dfn|em|fn|font|i|ins|italic|bold|kbd|mark|monospace|named-content"
    "|overline|q|roman|s|sc|samp|sans-serif|small|span|strike|strong|styled-content|sub|sup|tt|u"
    "|underline|var|xref|ext-link|uri|email|inline-formula|disp-formula|disp-quote|list|list-item"
    "|label|abstract|formula|graphic|inline-graphic|alternatives|inlineequation|fixed-case|url"
    "|math|mrow|mi|mn|mo|ms|mtext|mspace|msup|msub|msubsup|mfrac|msqrt|mroot|mover|munder|munderover"
    "|mfenced|mstyle|mpadded|mphantom|menclose|merror|mtable|mtr|mtd|mprescripts|mmultiscripts|none"
    "|semantics|maction|mglyph|mlabeledtr|malignmark|maligngroup"
)
_ATTRIBUTES = r"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))*\s*"""
_BLOCK = re.compile(rf"</?(?:[\w-]+:)?(?:{_BLOCKS}){_ATTRIBUTES}/?>", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:[\w-]+:)?(?:{_INLINE}){_ATTRIBUTES}/?>", re.IGNORECASE)
# What is not text, or says the formula beside it a second time.
_DROPPED = re.compile(
    r"<(?P<tag>(?:[\w-]+:)?(?:script|style|annotation|annotation-xml|tex-math))\b[^<>]*>"
    r".{0,20000}?</(?P=tag)\s*>|<!--.{0,20000}?-->|<!\[CDATA\[|\]\]>|<\?[^<>]*\?>",
    re.IGNORECASE | re.DOTALL,
)
_HEADING = re.compile(
    r"\s*<(?:[\w-]+:)?title>\s*(?:abstract|summary)[.:]?\s*</(?:[\w-]+:)?title>", re.IGNORECASE
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ufeff\u200b\u2060]|\u00ad")
_ESCAPES = 2  # Crossref escapes what was escaped already


def plain_text(text: str) -> str:
    """Return the text of a piece of HTML, JATS or MathML, on one line, single spaces between.

    Characters written as `&amp;lt;` are resolved twice. Control characters, soft hyphens and byte
    order marks are left out.
    """
    for _ in range(_ESCAPES):
        if "<" in text:
            text = _HEADING.sub(" ", text)
            text = _DROPPED.sub("", text)
            text = _TAG.sub("", _BLOCK.sub(" ", text))
        if "&" not in text:
            break
        text = html.unescape(text)
    return " ".join(_CONTROLS.sub("", text).split())

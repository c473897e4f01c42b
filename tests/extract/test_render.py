from html.parser import HTMLParser

from graphkit.extract import as_html, extract
from graphkit.model import Paper

HOSTILE = Paper(
    "p",
    "WalkNet: <script>alert(1)</script> & Co",
    "We propose WalkNet </script><img src=x onerror=y> on the Cora dataset. {{ braces }}",
)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_marks_the_text_and_runs_none_of_it() -> None:
    (mentions,) = extract([HOSTILE])
    parser = Tags()
    parser.feed(as_html([(HOSTILE, mentions)]))
    assert parser.tags.count("mark") == len(mentions) > 0
    assert not {"script", "img", "link"} & set(parser.tags)
    assert "<script>alert(1)</script>" in parser.text
    assert not {"src", "href"} & {name for name, _ in parser.attributes}
    assert "Method PROPOSES" in parser.text


def test_a_paper_without_mentions_has_its_text() -> None:
    page = as_html([(Paper("p", "Nothing", "At all."), ())])
    assert "Nothing" in page
    assert "<html" in page

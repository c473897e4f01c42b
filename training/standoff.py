"""Give the annotations of `standoff.jsonl` their texts, which this repository may not carry.

    python training/standoff.py SCIREX_FOLDER SCIERC_FOLDER > abstracts.jsonl

SCIREX_FOLDER holds SciREX's documents (one JSON file each, `<doc_id>.json`), SCIERC_FOLDER the
`train.jsonl` and `dev.jsonl` of SciERC in the form of DyGIE. A text is put together from tokens
just as it was for the annotators; one whose hash differs is left out, and named on stderr.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-lrb-": "(", "-rrb-": ")"}
_QUOTES = {"``": '"', "''": '"'}
_HEAD = 700  # tokens behind the title that may hold the abstract


def main(scirex: Path, scierc: Path) -> None:
    """Write the annotated papers to stdout."""
    texts = dict([*scirex_texts(scirex), *scierc_texts(scierc)])
    lines = (Path(__file__).parent / "standoff.jsonl").read_text(encoding="utf-8").splitlines()
    for line in lines:
        row = json.loads(line)
        title, abstract = texts.get(row["id"], ("", ""))
        text = f"{title}\n{abstract}"
        if hashlib.sha256(text.encode()).hexdigest()[:16] != row["sha256"]:
            print(f"{row['id']}: expected another text, left out", file=sys.stderr)
            continue
        entities = [
            {
                "type": kind,
                "name": text[slice(*spans[0])],
                "mentions": sorted({text[start:end] for start, end in spans}),
                "relation": relation,
            }
            for kind, relation, spans in row["entities"]
        ]
        paper = {"title": title or row["id"], "abstract": abstract, "entities": entities}
        print(json.dumps(paper, ensure_ascii=False))


def scirex_texts(folder: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield id, title and abstract of each document: what stands before its first section."""
    for path in sorted(folder.glob("*.json")):
        document = json.loads(path.read_bytes())
        start, end = document["sentences"][0]
        title = document["words"][start:end]
        if title[:2] == ["document", ":"]:
            title = title[2:]
        body = " ".join(document["words"][end : end + _HEAD])
        body = re.sub(r"^section : abstract", "", body, flags=re.IGNORECASE).strip(" -:")
        if section := re.search(r"\b(sub)?section : ", body):
            abstract = body[: section.start()].split()
            yield f"sx-{document['doc_id'][:8]}", (joined(title), joined(abstract))


def scierc_texts(folder: Path) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield id, no title, and abstract of each document."""
    for name in ("train.jsonl", "dev.jsonl"):
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            words = [word for sentence in document["sentences"] for word in sentence]
            yield f"se-{document['doc_key']}", ("", joined(words))


def joined(words: Sequence[str]) -> str:
    """Return a text of tokens, spaced as people write."""
    text = ""
    for token in words:
        word = {**_BRACKETS, **_QUOTES}.get(token, token)
        clitic = (word.startswith("'") and len(word) < 4) or word == "n't"  # noqa: PLR2004 - "'re"
        closing = word in set(".,;:)]%!?")
        text += word if not text or closing or clitic or text.endswith(("(", "[")) else f" {word}"
    text = re.sub(r"\[reference\]|\[ ?reference ?\]", "", text)
    text = re.sub(r"(?<=\w) - (?=\w)", "-", text)
    text = re.sub(r" ?/ ?", "/", text)
    text = re.sub(r'"\s*([^"]*?)\s*"', r'"\1"', text)
    text = re.sub(r"(?<=\d) ?\. (?=\d)", ".", text)
    return re.sub(r" +", " ", text).strip()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

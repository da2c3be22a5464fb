"""Read a drawn paper back with another library than drew it: its parts, in order."""

import io
import re
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pdfplumber
from pdfminer.pdftypes import resolve1

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLES = {f"Heading{n}": f"h{n}" for n in (1, 2, 3)} | {"ListBullet": "li"}
TAGS = {"H1": "h1", "H2": "h2", "H3": "h3", "P": "p", "LBody": "li", "TH": "th", "TD": "td"}


def bare(text):
    """Return a text without its spaces: where a line ended, none is drawn."""
    return re.sub(r"[\s\u200b]+", "", text)


def parts_of_pdf(drawn):
    """Return the tag and the words of each part, as a screen reader finds them."""
    with pdfplumber.open(io.BytesIO(drawn)) as file:
        words = {}
        for page in file.pages:
            for char in page.chars:
                at = (page.page_obj.pageid, char["mcid"])
                words[at] = words.get(at, "") + char["text"]
        found = []
        walk(resolve1(file.doc.catalog["StructTreeRoot"]), None, words, found)
        return found


def walk(part, page, words, found):
    """Gather the parts below one of the tree, each with all that is marked as its words."""
    tag = TAGS.get(part["S"].name) if "S" in part else None
    if tag:
        found.append((tag, bare("".join(words.get(at, "") for at in marks(part, page)))))
        return
    for below in below_of(part):
        if isinstance(below, dict):
            walk(below, page, words, found)


def marks(part, page):
    """Return page and number of each piece of marked content of a part, in order."""
    page = getattr(part.get("Pg"), "objid", page)
    if "MCID" in part:
        return [(page, part["MCID"])]
    found = []
    for below in below_of(part):
        found += marks(below, page) if isinstance(below, dict) else [(page, below)]
    return found


def below_of(part):
    kids = resolve1(part.get("K", []))
    return [resolve1(kid) for kid in (kids if isinstance(kids, list) else [kids])]


def facts_of_pdf(drawn):
    """Return the catalogue of a PDF and what its metadata say."""
    with pdfplumber.open(io.BytesIO(drawn)) as file:
        catalogue = file.doc.catalog
        return catalogue, catalogue["Metadata"].resolve().get_data().decode("utf-8"), file.metadata


def parts_of_docx(drawn):
    with zipfile.ZipFile(io.BytesIO(drawn)) as file:
        body = ET.fromstring(file.read("word/document.xml")).find(f"{W}body")  # noqa: S314 - our own
    found = []
    for part in body:
        if part.tag == f"{W}p":
            style = part.find(f"{W}pPr/{W}pStyle")
            kind = STYLES[style.get(f"{W}val")] if style is not None else "p"
            found.append((kind, text_of(part)))
        elif part.tag == f"{W}tbl":
            for row in part.iter(f"{W}tr"):
                kind = "th" if row.find(f"{W}trPr/{W}tblHeader") is not None else "td"
                found.extend((kind, text_of(cell)) for cell in row.iter(f"{W}tc"))
    return found


def text_of(part):
    return bare("".join(one.text or "" for one in part.iter(f"{W}t")))


def files_of_docx(drawn):
    with zipfile.ZipFile(io.BytesIO(drawn)) as file:
        return {name: file.read(name).decode("utf-8", "replace") for name in file.namelist()}


class Screen(HTMLParser):
    def __init__(self):
        super().__init__()
        self.parts = []
        self.open = 0

    def handle_starttag(self, tag, _attrs):
        if tag in {"h1", "h2", "h3", "p", "li", "th", "td"}:
            self.parts.append([tag, ""])
            self.open += 1

    def handle_endtag(self, tag):
        if tag in {"h1", "h2", "h3", "p", "li", "th", "td"}:
            self.open -= 1

    def handle_data(self, data):
        if self.open:
            self.parts[-1][1] += data


def parts_of_screen(page):
    reader = Screen()
    reader.feed(page)
    return [(tag, bare(words)) for tag, words in reader.parts]

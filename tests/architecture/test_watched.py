"""Each text about people is watched for what is pasted into it."""

import ast
from pathlib import Path

import pga
from pga.web.forms import Watched
from tests.pages.fields import fields_of
from tests.support.some import some

TEXTS = frozenset({"StringField", "TextAreaField", "WtfTextArea", "PasswordField", "PlainLine"})
"""What takes a text and does not watch it."""
ABOUT_NOBODY = {
    **dict.fromkeys(
        ("password", "current", "new", "repeat", "code", "recovery_code"),
        "a secret: it is kept as a digest only, or not at all",
    ),
    **dict.fromkeys(("title", "edition"), "a document of an organisation"),
    **dict.fromkeys(("brand", "brand_ink", "accent"), "a colour of the municipality"),
    **dict.fromkeys(
        ("display_name", "dpia_version", "processing_register_number", "reglement_version"),
        "what the municipality calls itself and its papers",
    ),
    **dict.fromkeys(("label", "value"), "a setting, or a word of a list"),
    "username": "by which one comes in",
}
"""Fields of a text that is about no person, with the reason."""
HOLDS = {
    "phone": "the number of who it stands with",
    "email": "the address of work of a colleague, a contact person or who refers",
    "dpo_phone": "the number of the data protection officer",
    "dpo_mail": "the address of the data protection officer",
}
"""Fields in which a number or an address belongs, with the reason; a BSN is refused there too."""


def made_in_source():
    """Yield each field as it is written: the class that makes it, and its name."""
    for path in sorted(Path(pga.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
                continue
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            called = node.value.func if isinstance(node.value, ast.Call) else None
            if isinstance(called, ast.Name):
                yield called.id, node.value, ast.unparse(target)


def test_each_text_of_the_house_is_watched_or_about_nobody():
    bare = [name for kind, _, name in made_in_source() if kind in TEXTS]
    assert {*some(bare)} <= {*ABOUT_NOBODY}
    assert {*ABOUT_NOBODY} - {*bare} <= {"value"}


def test_a_kind_of_field_that_takes_text_is_made_of_the_watched_one():
    kinds = [
        (node.name, {ast.unparse(base) for base in node.bases})
        for path in sorted(Path(pga.__file__).parent.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef)
    ]
    texts = {name for name, bases in some(kinds) if bases & TEXTS}
    assert texts == {"PlainLine", "TextLine", "Story"}
    assert {name for name, bases in kinds if "Watched" in bases} == {"TextLine", "Story"}


def test_a_number_or_an_address_belongs_in_few_fields():
    given = [
        name
        for _, call, name in made_in_source()
        if any(one.arg == "holds" for one in call.keywords)
    ]
    assert {*some(given)} == {*HOLDS}
    assert len(fields_of(Watched)) > 60

import pytest

from tests.mutants.pages import page_faults

PAGE = """{#- {{ a comment }} -#}
{%- macro badge(word, kind="") -%}
<b>{{ word }}</b>
{%- endmacro -%}
{% block head %}{% if open %}{{ badge(title) }}{% elif ours %}x{% endif %}{% endblock head %}
{% for one in rows if one.late %}{{ one.name }}{% endfor %}{% for one in rows %}-{% endfor %}
"""
FAULTS = [
    ("badge", "drop-output", "word", "<b></b>"),
    ("head", "negate", "open", "{% if not (open) %}"),
    ("head", "always", "open", "{% if true %}"),
    ("head", "drop-output", "badge(title)", "{% if open %}{% elif"),
    ("head", "negate", "ours", "{% elif not (ours) %}"),
    ("head", "always", "ours", "{% elif true %}"),
    ("", "drop-filter", "one.late", "{% for one in rows %}{{ one.name }}"),
    ("", "drop-output", "one.name", "if one.late %}{% endfor %}"),
]


@pytest.mark.parametrize(("within", "kind", "text", "after"), FAULTS)
def test_a_template_can_have_a_fault(within, kind, text, after):
    fault = next(
        one for one in page_faults(PAGE) if (one.within, one.kind, one.text) == (within, kind, text)
    )

    assert after in fault.change(PAGE)


def test_it_has_no_other_faults():
    assert [one[:3] for one in page_faults(PAGE)] == [fault[:3] for fault in FAULTS]

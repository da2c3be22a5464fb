"""A table as text that reads well on a terminal, shows as a table in a document, and compares."""

from collections.abc import Iterable, Sequence


def as_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table, its columns as wide as what they hold."""
    lines = [list(heads), *map(list, rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(heads))]
    texts = [
        _line(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines
    ]
    return "\n".join([texts[0], _line("-" * width for width in widths), *texts[1:]])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"

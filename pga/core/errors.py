"""The failures that are not our mistake; they carry codes and numbers, never names."""

from collections.abc import Mapping, Sequence


class StepBlocked(Exception):
    """Something that the user can mend is missing; ``missing`` holds the needs, in table order."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = tuple(missing)


class Invalid(Exception):
    """What was typed has the right shape but cannot be so; ``problems`` maps a field to a code."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(", ".join(f"{field}={code}" for field, code in problems.items()))
        self.problems = dict(problems)


class StaleDossier(Exception):
    """Somebody else changed the dossier since this form was made."""


class AlreadyDone(Exception):
    """The same form was handed in before; ``result`` is what came of it the first time."""

    def __init__(self, result: str) -> None:
        super().__init__(result)
        self.result = result

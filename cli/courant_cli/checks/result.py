"""The result of a check, in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """The result of one check: what was checked, whether it is fine, and if not, what would be right."""

    fine: bool
    what: str
    right: str = ""

    def line(self) -> str:
        """The result as one line for the terminal."""
        return f"  ok     {self.what}" if self.fine else f"  wrong  {self.what}. {self.right}"

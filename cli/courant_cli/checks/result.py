"""What a check found, in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that was looked at: whether it is as it should be, and if not, what would be right."""

    fine: bool
    what: str
    right: str = ""

    def line(self) -> str:
        """One line for the terminal."""
        return f"  ok     {self.what}" if self.fine else f"  wrong  {self.what}. {self.right}"

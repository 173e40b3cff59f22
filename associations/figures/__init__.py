"""What can be counted and told; shared by screen and paper."""

from associations.figures.accounts import demo_accounts, device, own_sessions, paper_kind
from associations.figures.rest import is_at_rest
from associations.figures.years import year_strip

__all__ = ["demo_accounts", "device", "is_at_rest", "own_sessions", "paper_kind", "year_strip"]

"""Lists of people that come in: as text, and as books of Excel."""

from associations.imports.lists import MOST, NewPerson, people_of

__all__ = ["MOST", "NewPerson", "people_of"]

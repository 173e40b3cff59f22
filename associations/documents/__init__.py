"""What is printed about the school, its people and its associations."""

from associations.documents.base import SchoolDocument
from associations.documents.sample import SamplePage

__all__ = ["SamplePage", "SchoolDocument"]

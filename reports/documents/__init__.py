"""What is printed of many things at once."""

from reports.documents.sheets import ControlSheetPaper, SearchPaper

__all__ = ["ControlSheetPaper", "SearchPaper"]

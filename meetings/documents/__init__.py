"""What is printed: protocols, extracts, agendas, sheets, registers."""

from meetings.documents.protocol import ExtractDocument, ProtocolDocument

__all__ = ["ExtractDocument", "ProtocolDocument"]

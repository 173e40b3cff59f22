"""What is printed: protocols, extracts, agendas, sheets, registers."""

from meetings.documents.planning import AgendaDocument
from meetings.documents.protocol import ExtractDocument, ProtocolDocument

__all__ = ["AgendaDocument", "ExtractDocument", "ProtocolDocument"]

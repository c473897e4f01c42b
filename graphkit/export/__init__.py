"""Files for other programs: one module a format, each with `write`."""

from graphkit.export.registry import FORMATS, ExportFormat, FormatName, export, export_stream

__all__ = ["FORMATS", "ExportFormat", "FormatName", "export", "export_stream"]

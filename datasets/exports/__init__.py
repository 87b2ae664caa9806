"""A published dataset in the columns of other event datasets: `export_dataset` and the formats that it knows."""

from __future__ import annotations

from .exporting import FORMATS, ExportResult, export_dataset
from .formats import Column, Format

__all__ = ["FORMATS", "Column", "ExportResult", "Format", "export_dataset"]

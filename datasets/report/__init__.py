"""A dataset as one page that people look at: `add_report` puts it into the dataset, `write_report` elsewhere."""

from __future__ import annotations

from .rendering import REPORT, add_report, render_report, write_report

__all__ = ["REPORT", "add_report", "render_report", "write_report"]

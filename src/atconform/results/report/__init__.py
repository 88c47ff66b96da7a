"""Runs as pages, archives and summaries."""

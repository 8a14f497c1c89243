"""Pictures: charts of signs for a terminal, shapes for paper and SVG."""

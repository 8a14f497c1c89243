"""The page for a prescriber as text, HTML, PDF, Markdown and JSON, with its one large picture."""

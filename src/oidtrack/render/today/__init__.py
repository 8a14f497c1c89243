"""The card of today as text and as a document."""

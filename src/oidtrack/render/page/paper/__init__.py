"""PDF: letters, tags for screen readers, the page itself."""

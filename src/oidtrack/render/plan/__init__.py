"""Plans as text, as documents and on paper."""

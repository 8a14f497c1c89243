"""A plan on its days: what it says of a date, what was taken, what is still at home."""

"""Help that needs no journal."""

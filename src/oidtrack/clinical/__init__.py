"""Facts as data: TOML files, a strict loader, and the catalogue that looks things up."""

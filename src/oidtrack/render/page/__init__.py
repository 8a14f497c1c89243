"""How anything is shown: parts, and what draws them."""

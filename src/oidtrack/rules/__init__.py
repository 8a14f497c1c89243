"""One picture of the person's situation in, findings out. Pure."""

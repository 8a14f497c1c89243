"""The sections of the page for a prescriber, each as parts."""

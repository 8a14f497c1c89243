"""The journal as one file: opened, begun, brought to the newest version, sealed, written in one transaction."""

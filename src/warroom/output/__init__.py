"""How it is shown: rows first, then a format, then a stream."""

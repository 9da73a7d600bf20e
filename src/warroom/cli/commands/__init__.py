"""The words, one file per family; the tree that names them is ``cli/app.py``."""

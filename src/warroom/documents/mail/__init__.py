"""A text as a mail: HTML derived from it, a message that is checked before it leaves, a link.

Pure: no clock, no chance, no store, no network. Import the module that you need: Markdown and CSS take time to load.
"""

"""A template to start from: the built-in one, of which each block can be said another way."""

from jinja2 import nodes

from warroom.documents.rendering import sandbox
from warroom.documents.shelf import Found, Shelf

_HEAD = """\
{{# Your own {name}: all of the built-in one, but for what you replace here.
   Take a block out of its comment and say it your way; {{{{ super() }}}} is what the built-in one says there. #}}
{{% extends "{name}" %}}
"""
_BLOCK = "{{# {{% block {block} %}}{{{{ super() }}}}{{% endblock %}} #}}\n"


def starter(shelf: Shelf, found: Found) -> str:
    """A template that extends another, with the names of all its blocks. Raises TemplateFault."""
    tree = sandbox(shelf, format="md").parse(shelf.source(found))
    blocks = "".join(_BLOCK.format(block=block.name) for block in tree.find_all(nodes.Block))
    return f"{_HEAD.format(name=found.name)}\n{blocks}"

"""docs/templates.md, written from the projections, the built-in templates and the sample."""

import sys
from pathlib import Path

from warroom.documents.fields import known_to, parts_of
from warroom.documents.rendering import Document, render
from warroom.documents.samples import SAMPLES
from warroom.vocabulary import DOCUMENTS

PAGE = Path(__file__).with_name("templates.md")

_OPENING = """\
# Templates

A document is a projection (what its reader may know) poured into a template (how it is worded). Every wording can be
your own. This page is generated from the code: `python docs/make_templates.py`.

## How a template is found

By its file name, in this order; the first one found is used, and a template that is not built in is named on stderr:

1. the file named with `--template FILE`, whatever it is called (`update`, `postmortem`);
2. the project's: `.warroom/templates` in the current directory, or in the nearest parent that has a `.warroom`;
3. yours: `templates` beside your settings file (`warroom config --path`);
4. the built-in ones.

| Document | File |
| --- | --- |
{documents}

`warroom template list` tells which there are and which are used, `template show NAME` shows one, `template copy NAME`
writes one to start from, and `template check` tries all of them with an invented escalation.

## How to replace one block

```sh
warroom template copy customer --to project
```

writes `.warroom/templates/customer_update.md.j2`, which extends the built-in one and names all its blocks. Take one out
of its comment:

```jinja
{{% extends "customer_update.md.j2" %}}

{{% block signature %}}
{{{{ super() }}}}
{company} service desk, +49 30 5550123
{{% endblock %}}
```

Then `warroom template check customer`, and `warroom update customer` ends with:

```
{ending}
```

A template that extends its own name gets the next one in the order: the project's extends yours, yours the built-in
one. Any other name is looked for from the beginning.

## What a template may not do

- **Say what is not there.** An unknown name stops the document, with file and line; it never leaves a gap. What is not
  known is nothing (`none`): ask with `if`, or write `{{{{ owner or "your team" }}}}`. Alone it is printed as `unknown`.
- **Become markup.** Every value is escaped for the kind of document, whatever the file is called.
- **Compute.** There are `if`, `for`, `set`, `macro`, `block`, `include`, `extends`, and a closed list of filters; one
  is ours, `headed`: it puts a colon behind a text in place of its full stop. No functions, no methods, and neither `*`,
  `**` nor `%`.
- **Read other files.** Only templates (`*.j2`) inside a template folder can be extended or included: no absolute names,
  no `..`, no link that leads out of the folder.
- **Be written by others.** A folder or file that others can write, or that belongs to someone else, is refused, and
  nothing of it runs. A file named with `--template` may be anyone's, but must lie where the
  command is typed, in the project or among your own templates; what it includes is looked at as any other.
- **Go on for ever.** A template that is not built in runs in a process of its own, with 4 seconds, 1 GiB of memory and
  5 million characters. It is given the fields below, and never the store.

The sandbox is the second line: a template is trusted with everything that its document may show. Where one fails,
nothing is written and nothing is sent (exit 9).
"""
_NAMES = {"customer": "The customer update", "executive": "The executive update",
          "internal": "The internal update", "brief": "The executive brief",
          "postmortem": "The post-mortem"}  # fmt: skip
_COMPANY = "Larch Software"


def page() -> str:
    """The whole page."""
    documents = [_section(word, SAMPLES[file]) for word, file in DOCUMENTS.items()]
    parts = dict.fromkeys(part for sample in SAMPLES.values() for part in parts_of(type(sample)))
    tables = [f"### `{part.__name__}`\n\n{_table(part)}" for part in parts]
    return "\n".join([_opening(), *documents, "## What the records in them have\n", *tables])


def _opening() -> str:
    customer = SAMPLES[DOCUMENTS["customer"]]
    block = f"{{% block signature %}}\n{{{{ super() }}}}\n{_COMPANY} service desk, +49 30 5550123\n{{% endblock %}}\n"
    own = f'{{% extends "customer_update.md.j2" %}}\n{block}'
    text = render(customer, format="md", template=own, named="customer_update.md.j2")
    documents = "\n".join(f"| `{word}` | `{file}` |" for word, file in DOCUMENTS.items())
    return _OPENING.format(documents=documents, company=_COMPANY, ending="\n".join(text.splitlines()[-3:]))


def _section(word: str, sample: Document) -> str:
    kind = type(sample)
    sampled = f"As it reads, of an invented escalation:\n\n```markdown\n{render(sample, format='md')}```\n"
    return "\n".join([f"## {_NAMES[word]}: `{sample.template}`\n", _table(kind), sampled])


def _table(kind: type) -> str:
    rows = "\n".join(f"| `{known.name}` | {known.kind} | {known.meaning} |" for known in known_to(kind))
    return f"| Name | Kind | Meaning |\n| --- | --- | --- |\n{rows}\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stderr.write(f"Written: {PAGE}\n")

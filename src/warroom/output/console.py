"""The two streams: stdout carries data, stderr carries talk. Nothing else writes to either."""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, TextIO

from warroom.errors import OutputLost
from warroom.escaping import for_terminal, for_terminal_block
from warroom.vocabulary import Format

if TYPE_CHECKING:
    from warroom.output.formats import Column, Listing, Record


class Console:
    """What a command speaks through.

    A stream is None when it was closed before we started. ``width`` is that of the terminal in columns, None when
    stdout is none. ``written`` is set by whoever keeps something, so that a lost answer can say that the work is done.
    """

    def __init__(
        self,
        stdout: TextIO | None,
        stderr: TextIO | None,
        *,
        out_is_terminal: bool,
        err_is_terminal: bool,
        width: int | None,
        colour: bool,
        quiet: bool,
    ) -> None:
        self._stdout = stdout
        self._stderr = stderr
        self.out_is_terminal = out_is_terminal
        self.err_is_terminal = err_is_terminal
        self.width = width
        self.colour = colour
        self.quiet = quiet
        self.written = False

    def talk(self, text: str) -> None:
        """Say one line to the person, unless they asked for quiet."""
        if not self.quiet:
            self.warn(text)

    def warn(self, text: str) -> None:
        """Say one line to the person in any case. Never fails: what was done matters more than what is said of it."""
        if self._stderr is None:
            return
        try:
            _write(self._stderr, for_terminal(text) + "\n")
            self._stderr.flush()
        except (OSError, ValueError):  # full, gone, closed
            return

    def data(self, chunks: Iterable[str] | str) -> None:
        """Write the answer as it is. Raises OutputLost, and BrokenPipeError when the reader has seen enough."""
        for chunk in [chunks] if isinstance(chunks, str) else chunks:
            with self._answering() as stdout:
                _write(stdout, chunk)

    def listing(self, listing: "Listing", format: Format) -> None:
        """Write records in a format; raises as ``data`` does."""
        from warroom.output.formats import render

        self.data(render(listing, format, width=self.width, colour=self.colour))

    def record(self, record: "Record", format: Format, *, columns: "Sequence[Column]" = ()) -> None:
        """Write one record in a format; raises as ``data`` does."""
        from warroom.output.formats import render_record

        self.data(render_record(record, format, columns=columns, width=self.width, colour=self.colour))

    def document(self, text: str) -> None:
        """Write a document: exactly, or with its hidden characters shown on a terminal. Raises as ``data`` does."""
        self.data(for_terminal_block(text.replace("\r\n", "\n")) if self.out_is_terminal else text)

    def signal(self, sequence: str) -> None:
        """Send the terminal a sequence that it acts on: only constants of ours with harmless values in them."""
        with suppress(OSError, ValueError):  # full, gone, closed
            if self._stderr is not None:
                self._stderr.write(sequence)
                self._stderr.flush()

    def flush(self) -> None:
        """See the answer off; raises as ``data`` does. To be called before the command counts as done."""
        if self._stdout is not None:
            with self._answering() as stdout:
                stdout.flush()

    @contextmanager
    def _answering(self) -> Iterator[TextIO]:
        if self._stdout is None:
            raise OutputLost("stdout", "it is closed", written=self.written)
        try:
            yield self._stdout
        except BrokenPipeError:
            raise
        except OSError as error:
            raise OutputLost("stdout", error.strerror or str(error), written=self.written) from error
        except ValueError as error:  # what Python says of a stream that was closed under us
            raise OutputLost("stdout", "it is closed", written=self.written) from error


def console_of(
    environ: Mapping[str, str], stdout: TextIO | None, stderr: TextIO | None, *, quiet: bool = False
) -> Console:
    """The console for the streams of this process and what the environment says of width and colour."""
    out_is_terminal = _is_terminal(stdout)
    return Console(
        stdout,
        stderr,
        out_is_terminal=out_is_terminal,
        err_is_terminal=_is_terminal(stderr),
        width=_width(environ) if out_is_terminal else None,
        colour=out_is_terminal and _wants_colour(environ),
        quiet=quiet,
    )


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


def _width(environ: Mapping[str, str]) -> int:
    columns = environ.get("COLUMNS", "")
    wanted = int(columns) if columns.isdecimal() else 0
    return wanted or shutil.get_terminal_size().columns


def _wants_colour(environ: Mapping[str, str]) -> bool:
    if environ.get("NO_COLOR") or environ.get("TERM") == "dumb":
        return False
    return bool(environ.get("FORCE_COLOR")) or environ.get("CLICOLOR") != "0"


def _write(stream: TextIO, text: str) -> None:
    # Under LC_ALL=C or Latin-1 a fire emoji is shown as an escape; a traceback would help nobody.
    encoding = stream.encoding or "utf-8"
    stream.write(text if text.isascii() else text.encode(encoding, "backslashreplace").decode(encoding))

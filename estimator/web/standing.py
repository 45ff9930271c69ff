"""What stands on a person's page, piece by piece, and the messages that change it.

A piece that says what it said is not sent again.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from typing import NamedTuple

from streamlit.dataframe_util import convert_anything_to_arrow_bytes
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg, ForwardMsgMetadata
from streamlit.runtime.forward_msg_cache import populate_hash_if_needed
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

from estimator.web.charts import Spec
from estimator.web.parts import Chart, Piece, show_piece


class Frame(NamedTuple):
    """What the pieces of one kind have in common: HTML, or a chart with its spec, that is empty."""

    spec: Spec | None
    empty: Element


#: The frames that were drawn so far, as Streamlit has made them, by the spec that each of them
#: holds; charts.py builds a few dozen, each once.
FRAMES: dict[int, Frame] = {}
NOTHING = Element()
NOTHING.empty.SetInParent()


class Standing:
    """A piece that was drawn: where it stands, and what it says by now."""

    def __init__(self, piece: Piece, drawn: ForwardMsg) -> None:
        self.place = ForwardMsgMetadata()
        self.place.CopyFrom(drawn.metadata)  # what is held of a message holds all of it
        self.part = ThreadState.get().fragment_id or ""
        self.chart = isinstance(piece, Chart)
        #: Nothing where the browser was only told to take what it has from before.
        self.says = b""
        if drawn.HasField("delta"):
            element = drawn.delta.new_element
            keep_frame(piece, element)
            self.says = digest(piece, content_in(element))

    def takes(self, piece: Piece) -> bool:
        """Whether a piece can stand here in the place of the one that does."""
        return self.chart == isinstance(piece, Chart) and id(spec_of(piece)) in FRAMES

    def shows(self, piece: Piece) -> Iterator[ForwardMsg]:
        """What has the browser show a piece here; nothing where it does."""
        content = content_of(piece)
        before, self.says = self.says, digest(piece, content)
        if before != self.says:
            element = Element()
            element.CopyFrom(FRAMES[id(spec_of(piece))].empty)
            put(content, element)
            yield telling(element, self.part, self.place)


class Room:
    """Elements that were drawn one below the other, and make room for others."""

    def __init__(self, drawn: Iterable[ForwardMsg]) -> None:
        elements = [it for it in drawn if it.delta.HasField("new_element")]
        self.count = len(elements)
        self.first = ForwardMsgMetadata()
        self.first.CopyFrom(elements[0].metadata)
        self.part = elements[0].delta.fragment_id

    @contextmanager
    def entered(self) -> Iterator[None]:
        """What is drawn meanwhile knows that it belongs here."""
        script = self.first.active_script_hash
        with ThreadState.scoped(active_script_hash=script, fragment_id=self.part):
            yield

    def shows(self, elements: Sequence[Element]) -> Iterator[ForwardMsg]:
        """What has the browser show other elements here, and nothing below them."""
        nothing = [NOTHING] * (self.count - len(elements))
        self.count = len(elements)
        *above, first = self.first.delta_path
        for at, element in enumerate([*elements, *nothing], first):
            place = ForwardMsgMetadata(delta_path=[*above, at])
            place.active_script_hash = self.first.active_script_hash
            yield telling(element, self.part, place)


def telling(element: Element, part: str, place: ForwardMsgMetadata) -> ForwardMsg:
    """What has the browser show an element in its part of the page."""
    message = ForwardMsg()
    message.delta.fragment_id = part
    message.delta.new_element.CopyFrom(element)
    message.metadata.CopyFrom(place)
    populate_hash_if_needed(message)
    return message


def draw(pieces: Iterable[Piece]) -> list[Standing]:
    """Draws pieces one below the other."""
    return [Standing(piece, drawn(piece)) for piece in pieces]


def drawn(piece: Piece) -> ForwardMsg:
    """Draws a piece; comes back with what the browser is told."""
    with sent() as messages:
        show_piece(piece)
    return messages[0]


def changed(standing: Sequence[Standing], pieces: Sequence[Piece]) -> list[ForwardMsg] | None:
    """What has the browser show other pieces in the places of those that stand; None where they
    are too many, too few, or of another kind."""
    pairs = list(zip(standing, pieces, strict=False))
    if len(standing) != len(pieces) or not all(place.takes(piece) for place, piece in pairs):
        return None
    return [message for place, piece in pairs for message in place.shows(piece)]


@contextmanager
def sent() -> Iterator[list[ForwardMsg]]:
    """What the run of this thread sends meanwhile."""
    run, messages = get_script_run_ctx(), list[ForwardMsg]()
    assert run is not None  # noqa: S101 - pages are drawn by runs only
    send = run._enqueue

    def send_and_note(message: ForwardMsg) -> None:
        messages.append(message)
        send(message)

    run._enqueue = send_and_note
    try:
        yield messages
    finally:
        run._enqueue = send


def spec_of(piece: Piece) -> Spec | None:
    """The spec of a chart; HTML has none."""
    return piece.spec if isinstance(piece, Chart) else None


def keep_frame(piece: Piece, element: Element) -> None:
    """Keeps what Streamlit has made of a piece, without its content, for all pages."""
    spec = spec_of(piece)
    if id(spec) not in FRAMES:
        empty = Element()
        empty.CopyFrom(element)
        put(b"", empty)
        FRAMES[id(spec)] = Frame(spec, empty)


def content_of(piece: Piece) -> bytes:
    """What may change: the words of HTML, the numbers of a chart."""
    if isinstance(piece, Chart):
        return convert_anything_to_arrow_bytes(piece.numbers)
    return piece.encode()


def content_in(element: Element) -> bytes:
    """The same, of a piece that was drawn."""
    if element.HasField("html"):
        return element.html.body.encode()
    numbers: bytes = element.vega_lite_chart.data.data
    return numbers


def put(content: bytes, element: Element) -> None:
    """Words or numbers into a frame."""
    if element.HasField("html"):
        element.html.body = content.decode()
    else:
        element.vega_lite_chart.data.data = content


def digest(piece: Piece, content: bytes) -> bytes:
    """Short, and another one for another content or frame."""
    return blake2b(content, digest_size=16, salt=id(spec_of(piece)).to_bytes(16, "big")).digest()

"""What stands on a person's page, piece by piece, and the messages that change it.

A piece that says what it said is not sent again.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from itertools import zip_longest
from typing import NamedTuple

from streamlit.dataframe_util import convert_anything_to_arrow_bytes
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg, ForwardMsgMetadata
from streamlit.runtime.forward_msg_cache import populate_hash_if_needed
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

from estimator.pages.charts.specs import Spec
from estimator.pages.common.elements import Chart, Piece, show_piece


class Frame(NamedTuple):
    """What the pieces of one kind have in common: HTML, or a chart with its spec, that is empty."""

    spec: Spec | None
    empty: Element


#: The frames that were drawn so far, as Streamlit has made them, by the spec that each of them
#: holds; charts.py builds a few dozen, each once.
FRAMES: dict[int, Frame] = {}
NOTHING = Element()
NOTHING.empty.SetInParent()
SAYS_NOTHING = b"nothing"


@dataclass
class Standing:
    """A place where pieces are shown, and what it shows by now."""

    place: ForwardMsgMetadata
    part: str
    #: Nothing where the browser was only told to take what it has from before.
    says: bytes

    def below(self) -> "Standing":
        """The place below this one, where nothing has stood so far."""
        *above, at = self.place.delta_path
        return Standing(placed(self.place, [*above, at + 1]), self.part, SAYS_NOTHING)

    def shows(self, piece: Piece | None) -> Iterator[ForwardMsg]:
        """What has the browser show a piece here, or nothing; no message where it does."""
        content = b"" if piece is None else content_of(piece)
        before, self.says = self.says, SAYS_NOTHING if piece is None else digest(piece, content)
        if before != self.says:
            element = NOTHING if piece is None else FRAMES[id(spec_of(piece))].empty
            yield telling(element, self.part, self.place, content)


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
            yield telling(element, self.part, placed(self.first, [*above, at]))


def telling(
    element: Element, part: str, place: ForwardMsgMetadata, content: bytes = b""
) -> ForwardMsg:
    """What has the browser show an element, with some content, in its part of the page."""
    message = ForwardMsg()
    message.delta.fragment_id = part
    message.delta.new_element.CopyFrom(element)
    if content:
        put(content, message.delta.new_element)
    message.metadata.CopyFrom(place)
    populate_hash_if_needed(message)
    return message


def placed(beside: ForwardMsgMetadata, path: Sequence[int]) -> ForwardMsgMetadata:
    """Another place on the same page."""
    return ForwardMsgMetadata(delta_path=path, active_script_hash=beside.active_script_hash)


def draw(pieces: Iterable[Piece]) -> list[Standing]:
    """Draws pieces one below the other."""
    return [stood(piece, drawn(piece)) for piece in pieces]


def stood(piece: Piece, drawn: ForwardMsg) -> Standing:
    """Where a piece was drawn."""
    place = ForwardMsgMetadata()
    place.CopyFrom(drawn.metadata)  # what is held of a message holds all of it
    says = b""
    if drawn.HasField("delta"):
        element = drawn.delta.new_element
        keep_frame(piece, element)
        says = digest(piece, content_in(element))
    return Standing(place, ThreadState.get().fragment_id or "", says)


def drawn(piece: Piece) -> ForwardMsg:
    """Draws a piece; comes back with what the browser is told."""
    with sent() as messages:
        show_piece(piece)
    return messages[0]


def known(pieces: Iterable[Piece]) -> bool:
    """Whether pieces of each kind among these were drawn before, on anybody's page."""
    return all(id(spec_of(piece)) in FRAMES for piece in pieces)


def changed(standing: list[Standing], pieces: Sequence[Piece]) -> Iterator[ForwardMsg]:
    """What has the browser show other pieces in the places of those that stand one below the other.

    More of them take the places below, so that there nothing else may stand; fewer leave places
    empty.
    """
    while len(standing) < len(pieces):
        standing.append(standing[-1].below())
    for place, piece in zip_longest(standing, pieces):
        yield from place.shows(piece)


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

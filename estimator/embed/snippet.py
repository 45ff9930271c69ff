"""What a practice pastes: the snippet, the link that it falls back to, or an iframe."""

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urlsplit

from markupsafe import Markup

from estimator.embed.presets import PRESETS, Presets
from estimator.locales import LANGUAGES, Words

#: Streamlit's switches for a page in a frame; embed.js sets the frame's height itself.
FRAME = [("embed", "true")]
MOST_PAIRS = 50

Pair = tuple[str, str]

TAG = Markup('<a href="{link}">{title}</a>\n<script async src="{script}"{attributes}></script>')
FRAME_TAG = Markup(
    '<iframe src="{source}" title="{title}" loading="lazy"\n'
    '  style="width:100%;height:1600px;border:0"></iframe>'
)


def pairs_of(presets: Presets) -> Iterator[Pair]:
    """The presets as names and values of an address, without empty ones."""
    for name in PRESETS:
        value = getattr(presets, name)
        if name == "languages":
            value = "" if value == LANGUAGES else ",".join(value)
        if isinstance(value, bool):
            value = str(value).lower()
        if value not in (None, ""):
            yield name, str(value).removesuffix(".00")


def link(base: str, presets: Presets) -> str:
    """The address of the estimator with the presets; `base` ends with a slash."""
    query = urlencode(pairs_without_theme(presets))
    return f"{base}?{query}" if query else base


def frame_address(base: str, presets: Presets) -> str:
    """The address that an iframe without the script shows."""
    theme = [("embed_options", f"{presets.theme}_theme")] if presets.theme else []
    return f"{base}?{urlencode([*FRAME, *theme, *pairs_without_theme(presets)])}"


def pairs_without_theme(presets: Presets) -> list[Pair]:
    """The presets that are not only for the script."""
    return [pair for pair in pairs_of(presets) if pair[0] != "theme"]


def snippet(base: str, presets: Presets, words: Words) -> str:
    """A link that always works, and the script that replaces it with the estimator."""
    attributes = Markup("").join(
        Markup(' data-{}="{}"').format(name.replace("_", "-"), value)
        for name, value in pairs_of(presets)
    )
    return TAG.format(
        link=link(base, presets),
        title=words("page.title"),
        script=f"{base}embed.js",
        attributes=attributes,
    )


def frame(base: str, presets: Presets, words: Words) -> str:
    """An iframe for sites that allow no script."""
    return FRAME_TAG.format(source=frame_address(base, presets), title=words("page.title"))


def pairs_in(text: str) -> list[Pair]:
    """The presets in a snippet, an iframe, a link or a query, to edit them."""
    reader = Tags()
    reader.feed(text)
    reader.close()
    if reader.pairs or reader.addresses:
        return [*reader.pairs, *(reader.pairs or query_of(reader.addresses[-1]))][:MOST_PAIRS]
    return query_of(text.strip())[:MOST_PAIRS]


def query_of(address: str) -> list[Pair]:
    """The names and values of an address; none if it is not one."""
    try:
        query = urlsplit(address).query
        return parse_qsl(query, keep_blank_values=True, max_num_fields=MOST_PAIRS)
    except ValueError:
        return []


class Tags(HTMLParser):
    """Reads the data attributes of scripts and the addresses of links and frames."""

    def __init__(self) -> None:
        super().__init__()
        self.pairs: list[Pair] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Reads one tag."""
        for name, value in attrs:
            if tag == "script" and name.startswith("data-"):
                self.pairs.append((name[5:].replace("-", "_"), value or ""))
            elif (tag, name) in {("a", "href"), ("iframe", "src")}:
                self.addresses.append(value or "")

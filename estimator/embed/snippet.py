"""What a practice pastes: the snippet, the link that it falls back to, or an iframe."""

from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urlsplit

from markupsafe import Markup

from estimator.embed.presets import PRESETS
from estimator.links.packing import packed
from estimator.locales import Words
from estimator.practice.file import kine_told, practice_told
from estimator.practice.model import Kine, Practice

#: Streamlit's switches for a page in a frame; embed.js sets the frame's height itself.
FRAME = [("embed", "true")]
MOST_PAIRS = 50

Pair = tuple[str, str]

TAG = Markup('<a href="{link}">{title}</a>\n<script async src="{script}"{attributes}></script>')
FRAME_TAG = Markup(
    '<iframe src="{source}" title="{title}" loading="lazy"\n'
    '  style="width:100%;height:1600px;border:0"></iframe>'
)


def pairs_of(practice: Practice) -> Iterator[Pair]:
    """A practice as names and values of an address, without what it doesn't say."""
    told = {**practice_told(practice), "kines": "", **dict(kines_told(practice.kines))}
    for name in PRESETS:
        if value := told.get(name, ""):
            yield name, ",".join(value) if name == "languages" else value


def kines_told(kines: Sequence[Kine]) -> Iterator[Pair]:
    """The kinés: a single one in words that a person can read, as far as there are such words;
    others packed."""
    if len(kines) == 1 and told_in_words(kines[0]):
        yield "conventioned", str(kines[0].conventioned).lower()
        for price in kines[0].prices:
            yield "fee_home" if price.at_home else "fee", str(price.fee).removesuffix(".00")
    elif kines:
        yield "kines", packed(list(map(kine_told, kines)))


def told_in_words(kine: Kine) -> bool:
    """Whether a kiné has only what the presets other than `kines` can say."""
    about_kine = kine.name, kine.special_hours, kine.missed
    about_prices = (it for price in kine.prices for it in (price.pathology, price.first_fee))
    return all(it in ("", None) for it in (*about_kine, *about_prices))


def link(base: str, practice: Practice) -> str:
    """The address of the estimator with what a practice says; `base` ends with a slash."""
    query = urlencode(pairs_without_theme(practice))
    return f"{base}?{query}" if query else base


def frame_address(base: str, practice: Practice) -> str:
    """The address that an iframe without the script shows."""
    theme = [("embed_options", f"{practice.theme}_theme")] if practice.theme else []
    return f"{base}?{urlencode([*FRAME, *theme, *pairs_without_theme(practice)])}"


def pairs_without_theme(practice: Practice) -> list[Pair]:
    """The presets that are not only for the script."""
    return [pair for pair in pairs_of(practice) if pair[0] != "theme"]


def snippet(base: str, practice: Practice, words: Words) -> str:
    """A link that always works, and the script that replaces it with the estimator."""
    attributes = Markup("").join(
        Markup(' data-{}="{}"').format(name.replace("_", "-"), value)
        for name, value in pairs_of(practice)
    )
    return TAG.format(
        link=link(base, practice),
        title=words("page.title"),
        script=f"{base}embed.js",
        attributes=attributes,
    )


def frame(base: str, practice: Practice, words: Words) -> str:
    """An iframe for sites that allow no script."""
    return FRAME_TAG.format(source=frame_address(base, practice), title=words("page.title"))


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

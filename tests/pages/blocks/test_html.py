"""HTML of our own: nothing a person types becomes markup, tables can be walked."""

from estimator.pages.blocks.html import bullets, labelled, link, sentence_with, table


def test_an_amount_stands_out_in_its_sentence() -> None:
    html = sentence_with("Il reste 5 € à payer.", "5 €")
    assert "Il reste <strong>5 €</strong> à payer." in html


def test_text_never_becomes_markup() -> None:
    for html in (
        sentence_with("<script>", "x"),
        bullets(["<script>"]),
        link('"><script>', "<script>"),
        labelled("<script>", "<script>"),
        table("<script>", ["<script>"], [["<script>", "<script>"]], ["<script>"]),
    ):
        assert "<script>" not in html


def test_a_table_has_a_caption_and_a_head_for_each_row_and_column() -> None:
    html = table("Caption", ["Row", "A"], [["one", "1"]], ["Total", "1"])
    assert "<caption>Caption</caption>" in html
    assert html.count('scope="col"') == 2
    assert html.count('scope="row"') == 2
    assert "<tfoot" in html

"""Makes text of HTML: the main content of a page, or all of it where no main part stands out. Never raises on soup."""

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree


def html_to_text(html: str) -> str:
    """The text that a reader of the page reads, with one line per block; empty when there is none."""
    if not html.strip():
        return ""
    try:
        # `main_content` may take a short page for furniture altogether.
        text = extract_plain_text(html, main_content=True, alt_texts=False, links=False)
        return text.strip() or extract_plain_text(html, alt_texts=False, links=False).strip()
    except (ValueError, RuntimeError):
        return ""


def html_to_title(html: str) -> str:
    """What <title> says, else the first <h1>, on one line; empty when there is neither."""
    try:
        tree = HTMLTree.parse(html)
        title = " ".join((tree.title or "").split())
        heading = tree.document.query_selector("h1") if tree.document and not title else None
        return title or " ".join(((heading.text or "") if heading else "").split())
    except (ValueError, RuntimeError):
        return ""

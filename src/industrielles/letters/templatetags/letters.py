"""The parts of a letter, each as text and as HTML. See industrielles.letters.writing."""
from __future__ import annotations

import re
import textwrap

from django import template
from django.template import Context
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from industrielles.letters.light import Span, blocks
from industrielles.letters.links import absolute as whole
from industrielles.letters.writing import typeset

register = template.Library()
WIDTH = 72


def one_line(context: Context, content: str) -> SafeString:
    """The words of a part on one line, with typography (spaces that do not break stay)."""
    html = context["letter_as_html"]
    return mark_safe(typeset(re.sub(r"[ \t\r\n]+", " ", str(content)).strip(" "), html=html))


def wrapped(words: str, first: str = "", then: str = "") -> str:
    """Text in lines of 72 characters, addresses never cut."""
    return textwrap.fill(words, WIDTH, initial_indent=first, subsequent_indent=then, break_long_words=False, break_on_hyphens=False)


def part(context: Context, html: str, text: str) -> str:
    """A part on its own, in the form that is being written."""
    return mark_safe(f"\n{html}\n" if context["letter_as_html"] else f"\n\n{text}\n\n")


@register.simple_block_tag(takes_context=True)
def p(context: Context, content: str) -> str:
    """A paragraph."""
    words = one_line(context, content)
    return part(context, f"<p>{words}</p>", wrapped(words))


@register.simple_block_tag(takes_context=True)
def button(context: Context, content: str, url: str) -> str:
    """What to do, with the same address in full below it."""
    words, address = one_line(context, content), whole(url)
    if not context["letter_as_html"]:
        return part(context, "", _("%(label)s:") % {"label": words} + f"\n{address}")
    otherwise = one_line(context, _("The button does not work? Copy this address:"))
    html = '<p><a class="b" href="{}">{}</a></p>\n<p class="d">{}<br>{}</p>'
    return part(context, format_html(html, address, words, otherwise, address), "")


@register.simple_block_tag(takes_context=True)
def link(context: Context, content: str, url: str) -> str:
    """An address inside a paragraph."""
    words, address = one_line(context, content), whole(url)
    if context["letter_as_html"]:
        return format_html('<a href="{}">{}</a>', address, words)
    return mark_safe(f"{words} ({address})" if words != address else address)


@register.simple_block_tag(takes_context=True)
def strong(context: Context, content: str) -> str:
    """Words that matter, inside a paragraph."""
    return mark_safe(f"<strong>{content}</strong>" if context["letter_as_html"] else content)


@register.simple_block_tag(takes_context=True)
def facts(context: Context, content: str) -> str:
    """When, where, who: a block of facts."""
    lines = "\n".join(line.strip(" ") for line in str(content).split("\n") if line.strip(" "))
    return part(context, f'<table class="e" role="presentation">{lines}</table>', lines)


@register.simple_block_tag(takes_context=True)
def fact(context: Context, content: str, label: str) -> str:
    """One fact, on its line; nothing when there is nothing to say."""
    words = one_line(context, content)
    if not words:
        return ""
    if context["letter_as_html"]:
        name = one_line(context, conditional_escape(label))
        return format_html("\n<tr><td><strong>{}</strong><br>{}</td></tr>\n", name, words)
    return mark_safe("\n" + _("%(label)s: %(value)s") % {"label": label, "value": words} + "\n")


@register.simple_block_tag(takes_context=True)
def quote(context: Context, content: str) -> str:
    """What somebody wrote, in her words and lines."""
    lines = [line.strip() for line in str(content).strip().splitlines()]
    text = "\n".join(wrapped(line, "> ", "> ") or ">" for line in lines)
    return part(context, f"<blockquote>{'<br>'.join(lines)}</blockquote>", text)


@register.simple_block_tag(takes_context=True)
def items(context: Context, content: str) -> str:
    """A list."""
    lines = "\n".join(line for line in str(content).split("\n") if line.strip(" "))
    return part(context, f"<ul>{lines}</ul>", lines)


@register.simple_block_tag(takes_context=True)
def item(context: Context, content: str) -> str:
    """One line of a list."""
    words = one_line(context, content)
    return mark_safe(f"\n<li>{words}</li>\n" if context["letter_as_html"] else f"\n{wrapped(words, '- ', '')}\n")


@register.simple_block_tag(takes_context=True)
def code(context: Context, content: str) -> str:
    """A code to copy, alone on its line."""
    words = str(content).strip()
    return part(context, f'<p class="k">{words}</p>', words)


@register.simple_tag(takes_context=True)
def bundled(context: Context, one: dict[str, str]) -> str:
    """A letter inside another one, as it was written: its subject, then its words."""
    subject = one["subject"]
    return part(context, format_html("<h2>{}</h2>\n{}", subject, mark_safe(one["html"])), f"== {subject} ==\n\n{one['text']}")


@register.simple_tag(takes_context=True)
def light(context: Context, words: str) -> str:
    """What somebody wrote in light Markdown (letters.light): paragraphs, lists, bold, links; everything else is shown as it is typed."""
    html, made = context["letter_as_html"], []
    for block in blocks(words):
        lines = [_spans(context, line, html) for line in block.lines]
        if block.is_list:
            made.append(part(context, f"<ul>{''.join(f'<li>{one}</li>' for one in lines)}</ul>",
                             "\n".join(wrapped(one, "- ", "  ") for one in lines)))
        else:
            made.append(part(context, f"<p>{'<br>'.join(lines)}</p>", "\n".join(map(wrapped, lines))))
    return mark_safe("".join(made))


def _spans(context: Context, line: list[Span], html: bool) -> str:
    """One line: words, bold words, links; escaped in HTML, with the typography of the language."""
    said = []
    for span in line:
        words = typeset(str(conditional_escape(span.words)) if html else span.words, html=html)
        if span.url and html:
            words = format_html('<a href="{}">{}</a>', span.url, mark_safe(words))
        elif span.url and span.words != span.url:
            words = f"{words} ({span.url})"
        said.append(f"<strong>{words}</strong>" if span.bold and html else words)
    return "".join(said)


@register.simple_tag
def absolute(path: str) -> str:
    """A whole address."""
    return whole(path)

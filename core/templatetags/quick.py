"""The tags that every page has by the dozen, told once: ``{% translate %}`` and ``{% url %}``.

They take what Django's own take and say the same, at a third of the price.
"""

from functools import cache
from typing import Any

from django import template
from django.template.base import FilterExpression, Variable
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as parse_url
from django.templatetags.i18n import TranslateNode, do_translate
from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape
from django.utils.translation.trans_real import DjangoTranslation, catalog

from core.addresses import address

register = template.Library()


class Said(TranslateNode):
    """Words that are written in the template itself: each catalogue is asked for them once."""

    def __init__(self, *told: Any) -> None:
        super().__init__(*told)
        self.kept: dict[Any, str] = {}

    def render(self, context: Any) -> str:
        words = catalog()
        if not isinstance(words, DjangoTranslation):  # no language at all
            return str(super().render(context))
        key = words, context.autoescape
        value = self.kept.get(key)
        if value is None:
            value = self.kept[key] = self.look_up(context)
        if self.asvar:
            context[self.asvar] = value
            return ""
        return value

    def look_up(self, context: Any) -> str:
        plain = TranslateNode(
            self.filter_expression, self.noop, message_context=self.message_context
        )
        return plain.render(context)


@register.tag("translate")
def translate(parser: Any, token: Any) -> TranslateNode:
    node: TranslateNode = do_translate(parser, token)
    if _is_constant(node.filter_expression) and _is_constant(node.message_context):
        return Said(node.filter_expression, node.noop, node.asvar, node.message_context)
    return node


class Address(URLNode):
    """The address of a page of the house: one without arguments, or with a single key."""

    def render(self, context: Any) -> str:
        try:
            url = self.find([arg.resolve(context) for arg in self.args])
        except NoReverseMatch:
            return str(super().render(context))  # which knows when to be silent
        if self.asvar:
            context[self.asvar] = url
            return ""
        return conditional_escape(url) if context.autoescape else url

    def find(self, args: list[Any]) -> str:
        name = self.view_name.var
        if not args:
            return _found(name)
        if len(args) == 1 and type(args[0]) is int:
            return address(name, args[0])
        return reverse(name, args=args)


@register.tag("url")
def url(parser: Any, token: Any) -> URLNode:
    node: URLNode = parse_url(parser, token)
    if _is_constant(node.view_name) and ":" in node.view_name.var and not node.kwargs:
        return Address(node.view_name, node.args, node.kwargs, node.asvar)
    return node


_found = cache(reverse)


def _is_constant(said: FilterExpression | None) -> bool:
    if said is None:
        return True
    var = said.var
    told = isinstance(var, str) or (isinstance(var, Variable) and var.lookups is None)
    return told and not said.filters

"""The template tag for a whole form, which every service's templates can use without loading it."""

from django import template
from django.template.base import FilterExpression, Node, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from courant_kit.content import fields
from courant_kit.templatetags.courant import attributes_of, quoted
from courant_kit.wire.contract import Procedure

register = template.Library()


@register.tag
def form(parser: Parser, token: Token) -> "Form":
    """A form for a call of this module, with a field for each of its request's: `{% form "entry.sign" "Sign" %}`.

    The second word is on the button. Labels are given by name, `text="Say hello"`; what a field may hold is written
    from its type. Loading the template raises TemplateSyntaxError if the contract does not have the procedure, the
    request has no such field, or a field's type has no control.
    """
    tag, *words = token.split_contents()
    if len(words) < 2:
        raise template.TemplateSyntaxError(f'{{% {tag} %}} needs a name and a button: {{% {tag} "post.save" "Save" %}}')
    named = quoted(token, words[0])
    rest = words[2:]
    labels = token_kwargs(rest, parser)
    if rest:
        raise template.TemplateSyntaxError(f'{{% {tag} %}} has labels by name, as in text="Your words", not {rest[0]}')
    try:
        fields.drawn(named.request, "", dict.fromkeys(labels, ""))
    except LookupError as error:
        raise template.TemplateSyntaxError(f"{{% {token.contents} %}}: {error}") from error
    return Form(named, parser.compile_filter(words[1]), labels)


class Form(Node):
    """A form as it is drawn: the call, the words on its button, and the labels of its fields."""

    def __init__(self, procedure: Procedure, button: FilterExpression, labels: dict[str, FilterExpression]) -> None:
        self.procedure, self.button, self.labels = procedure, button, labels

    def render(self, context: Context) -> SafeString:
        """The form as HTML."""
        labels = {name: label.resolve(context) for name, label in self.labels.items()}
        prefix = "-".join(self.procedure.uri.split(".")[2:]).replace("_", "-")
        return format_html(
            '<form {}>{}<div class="actions"><button class="primary">{}</button></div></form>',
            SafeString(attributes_of(self.procedure)), fields.drawn(self.procedure.request, prefix, labels),
            self.button.resolve(context),
        )  # fmt: skip

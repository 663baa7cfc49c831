"""Letters are in the site's language, and pages in that of the one who reads them."""

from courant_kit.live.languages import speaking
from courant_kit.testing import in_languages
from courant_mail import contract

from .staged_mail import Mail

ADA = "ada@example.org"


def test_letters_are_in_the_language_of_the_site_whoever_has_them_sent(mail: Mail) -> None:
    with in_languages("de", "en"):
        mail.stage.call(contract.SUBSCRIBE, mail=ADA, accept_language="en")
        with speaking("en"):
            mail.work()
        letter = mail.inbox.to(ADA)[0]
    assert "Bitte bestätigen Sie Ihre Adresse" in letter["Subject"]
    html = letter.get_body(("html",)).get_content()
    assert '<html lang="de">' in html
    assert "Meine Adresse bestätigen" in html


def test_pages_are_in_the_language_of_their_reader(mail: Mail) -> None:
    with in_languages("en", "nl"):
        page = mail.stage.page(contract.PAGE_INDEX, accept_language="nl")
    assert page.title == "Nieuwsbrief"

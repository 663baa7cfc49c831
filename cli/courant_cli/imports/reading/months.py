"""The names of months in the languages of writers (no I/O)."""

from courant_cli.imports.reading.words import bare

#: One line for each month. A name of two months (`listopad` is October in Croatian and November in Polish) is in none.
_NAMES = """
    january jan januar janvier enero gennaio janeiro januari styczeń stycznia leden ledna ocak январь января січень
    січня
    tammikuu tammikuuta ιανουάριος ιανουαρίου يناير ינואר जनवरी ianuarie január jänner gener
    february feb februar février febrero febbraio fevereiro februari luty lutego únor února şubat февраль февраля
    лютий
    лютого helmikuu helmikuuta φεβρουάριος φεβρουαρίου فبراير פברואר फरवरी फ़रवरी februarie február feber febrer
    march mar märz maerz mars marzo março maart marzec marca březen března mart март марта березень березня maaliskuu
    maaliskuuta μάρτιος μαρτίου مارس מרץ मार्च martie március març maret
    april apr avril abril aprile kwiecień kwietnia duben dubna nisan апрель апреля квітень квітня huhtikuu huhtikuuta
    απρίλιος απριλίου أبريل ابريل אפריל अप्रैल aprilie április
    may mai mayo maggio maio mei maj maja květen května mayıs май мая травень травня toukokuu toukokuuta μάιος μαΐου
    مايو מאי मई május maig
    june jun juni juin junio giugno junho czerwiec czerwca červen června haziran июнь июня червень червня kesäkuu
    kesäkuuta
    ιούνιος ιουνίου يونيو יוני जून iunie június juny
    july jul juli juillet julio luglio julho lipiec lipca červenec července temmuz июль июля липень липня heinäkuu
    heinäkuuta ιούλιος ιουλίου يوليو יולי जुलाई iulie július juliol
    august aug août agosto augustus sierpień sierpnia srpen srpna ağustos август августа серпень серпня elokuu
    elokuuta
    αύγουστος αυγούστου أغسطس אוגוסט अगस्त augusti augusztus agost agustus
    september sep sept septembre septiembre settembre setembro wrzesień września září eylül сентябрь сентября
    вересень вересня
    syyskuu syyskuuta σεπτέμβριος σεπτεμβρίου سبتمبر ספטמבר सितंबर सितम्बर septembrie szeptember setembre
    october oct okt oktober octobre octubre ottobre outubro październik października říjen října ekim октябрь
    октября жовтень
    жовтня lokakuu lokakuuta οκτώβριος οκτωβρίου أكتوبر אוקטובר अक्टूबर अक्तूबर octombrie október
    november nov novembre noviembre novembro kasım ноябрь ноября листопад листопада marraskuu marraskuuta νοέμβριος
    νοεμβρίου نوفمبر נובמבר नवंबर नवम्बर noiembrie
    december dec dez dezember décembre diciembre dicembre dezembro grudzień grudnia prosinec prosince aralık декабрь
    декабря
    грудень грудня joulukuu joulukuuta δεκέμβριος δεκεμβρίου ديسمبر דצמבר दिसंबर दिसम्बर decembrie desember desembre
"""
_FIRST = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip


def _months() -> dict[str, int]:
    """The number of the month of each name, and of the beginnings of names that are of one month only."""
    found: dict[str, int] = {}
    number = 0
    for name in _NAMES.split():
        number += name in _FIRST
        found[bare(name)] = number
    beginnings: dict[str, set[int]] = {}
    for name, month in found.items():
        for length in range(3, len(name)):
            beginnings.setdefault(name[:length], set()).add(month)
    return {name: min(months) for name, months in beginnings.items() if len(months) == 1} | found


MONTHS = _months()


def month(name: str) -> int | None:
    """The number of the month of this name or of an abbreviation; Hebrew puts `ב` before it."""
    word = bare(name)
    return MONTHS.get(word) or MONTHS.get(word.removeprefix("ב"))

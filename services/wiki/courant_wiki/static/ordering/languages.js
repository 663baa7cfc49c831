/** What the script that puts pages in order says, in the language of the page. */

const LANGUAGES = {
  en: {
    help: "To move a page, drag it, or hold Alt and press an arrow key: up, down, in below the page before it, or out.",
  },
  nl: {
    help: "Sleep een pagina om haar te verplaatsen, of houd Alt ingedrukt en druk op een pijltoets: omhoog, omlaag, naar binnen onder de pagina ervoor, of naar buiten.",
  },
  de: {
    help: "Um eine Seite zu verschieben, ziehen Sie sie oder halten Sie Alt gedrückt und drücken Sie eine Pfeiltaste: nach oben, nach unten, nach innen unter die Seite davor oder nach außen.",
  },
};

const language = document.documentElement.lang.split("-")[0];

export const WORDS = LANGUAGES[language] ?? LANGUAGES.en;

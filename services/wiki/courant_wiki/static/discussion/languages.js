/** What the script for comments on passages says, in the language of the page. */

const LANGUAGES = {
  en: {
    few: "Select at most 1,000 characters.",
    passage: "Passage",
    comment: "Comment",
    choose: "Choose a paragraph, or select words in the page",
  },
  nl: {
    few: "Selecteer hoogstens 1.000 tekens.",
    passage: "Passage",
    comment: "Reageren",
    choose: "Kies een alinea, of selecteer woorden op de pagina",
  },
  de: {
    few: "Wählen Sie höchstens 1.000 Zeichen aus.",
    passage: "Textstelle",
    comment: "Kommentieren",
    choose: "Wählen Sie einen Absatz oder markieren Sie Wörter auf der Seite",
  },
};

const language = document.documentElement.lang.split("-")[0];

export const WORDS = LANGUAGES[language] ?? LANGUAGES.en;

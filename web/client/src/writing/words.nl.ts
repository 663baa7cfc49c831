/** The texts for writers, in Dutch. */

import type { WORDS as ENGLISH } from "./words.js";

export const WORDS: typeof ENGLISH = {
  dismiss: "Sluiten",
  restored: "Wat je hier had geschreven en niet had verstuurd, is terug.",
  discard: "Weggooien",
  undone: "Ongedaan gemaakt.",
  sent: "Wat je zonder verbinding had geschreven, is nu opgeslagen.",
  waits: (why) => `Wat je zonder verbinding had geschreven, wordt niet aangenomen: ${why} Het staat nog op dit apparaat.`,
  open: "De pagina openen",
  somebody: "Iemand",
  taken: (by) => `${by} heeft een wijziging opgeslagen. Dit formulier toont de nieuwste tekst.`,
  outlasted: (by) =>
    `${by} heeft een wijziging opgeslagen terwijl je schreef. Je woorden staan er nog; als je ze opslaat, zie je beide teksten.`,
  theirs: "Die van hen bekijken",
  signedOut: "Je bent uitgelogd. Je woorden staan er nog: log opnieuw in en verstuur ze dan.",
  signIn: "Inloggen",
  rights: "Je rol is veranderd, dus misschien kun je dit niet meer versturen. Je woorden staan er nog.",
  other: (now) => `Je bent nu ingelogd als ${now}: deze woorden zouden onder die naam worden verstuurd.`,
  absent: "Dit deel van de site is tijdelijk niet beschikbaar. Wat je hebt getypt, staat er nog.",
  lost: "De verbinding is verbroken, dus misschien is dit niet opgeslagen. Wat je hebt getypt, staat er nog.",
  slow: "De site antwoordde niet op tijd. Wat je hebt getypt, staat er nog.",
  large: "Dit is te lang om te versturen.",
  attach: "Afbeeldingen of bestanden toevoegen",
  library: "Uit de bibliotheek",
  search: "Zoeken op naam of beschrijving",
  nothing: "Hier is nog niets.",
  chosen: (count) => `${count} geselecteerd`,
  everything: "Alles selecteren",
  none: "Niets selecteren",
  close: "Sluiten",
  cancel: "Annuleren",
  describe: "Beschrijf de afbeelding voor wie haar niet ziet",
  uploading: "Er is nog een bestand onderweg. Verstuur dit als het is aangekomen.",
  uploadingName: (name, number) => `(${number}: ${name} wordt geüpload…)`,
  failed: "Er ging iets mis. Wat je hebt getypt, staat er nog.",
};

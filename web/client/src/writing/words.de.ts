/** The texts for writers, in German. */

import type { WORDS as ENGLISH } from "./words.js";

export const WORDS: typeof ENGLISH = {
  dismiss: "Schließen",
  restored: "Was Sie hier geschrieben und nicht gesendet hatten, ist wieder da.",
  discard: "Verwerfen",
  undone: "Rückgängig gemacht.",
  sent: "Was Sie ohne Verbindung geschrieben hatten, ist jetzt gespeichert.",
  waits: (why) => `Was Sie ohne Verbindung geschrieben hatten, wird nicht angenommen: ${why} Es ist noch auf diesem Gerät.`,
  open: "Seite öffnen",
  somebody: "Jemand",
  taken: (by) => `${by} hat eine Änderung gespeichert. Dieses Formular zeigt den neuesten Text.`,
  outlasted: (by) =>
    `${by} hat eine Änderung gespeichert, während Sie schrieben. Ihr Text ist noch da; wenn Sie ihn speichern, sehen Sie beide Texte.`,
  theirs: "Anderen Text ansehen",
  signedOut: "Sie wurden abgemeldet. Ihr Text ist noch da: Melden Sie sich wieder an und senden Sie ihn dann.",
  signIn: "Anmelden",
  rights: "Ihre Rolle hat sich geändert, daher können Sie dies vielleicht nicht mehr senden. Ihr Text ist noch da.",
  other: (now) => `Sie sind jetzt als ${now} angemeldet: Dieser Text würde unter diesem Namen gesendet.`,
  absent: "Dieser Teil der Website ist vorübergehend nicht verfügbar. Was Sie geschrieben haben, ist noch da.",
  lost: "Die Verbindung ging verloren, daher wurde dies vielleicht nicht gespeichert. Was Sie geschrieben haben, ist noch da.",
  slow: "Die Website hat nicht rechtzeitig geantwortet. Was Sie geschrieben haben, ist noch da.",
  large: "Das ist zu lang zum Senden.",
  attach: "Bilder oder Dateien hinzufügen",
  library: "Aus der Mediathek",
  search: "Nach Name oder Beschreibung suchen",
  nothing: "Hier ist noch nichts.",
  chosen: (count) => `${count} ausgewählt`,
  everything: "Alle auswählen",
  none: "Keine auswählen",
  close: "Schließen",
  cancel: "Abbrechen",
  describe: "Beschreiben Sie das Bild für alle, die es nicht sehen",
  uploading: "Eine Datei ist noch unterwegs. Senden Sie dies, wenn sie angekommen ist.",
  uploadingName: (name, number) => `(${number}: ${name} wird hochgeladen…)`,
  failed: "Etwas ist schiefgegangen. Was Sie geschrieben haben, ist noch da.",
};

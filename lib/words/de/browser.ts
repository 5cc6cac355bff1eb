import type { Words } from '../catalogues'

export const browser: Words['browser'] = {
  fault: {
    offline:
      'Du bist anscheinend offline. Deine Eingaben sind noch da: Schick sie noch einmal ab, sobald du wieder online bist.',
    unreached:
      'Wir waren nicht erreichbar. Deine Eingaben sind noch da: Versuch es gleich noch einmal.',
    broken:
      'Bei uns ist etwas schiefgegangen. Deine Eingaben sind noch da: Versuch es gleich noch einmal.',
    number: 'Fehlernummer: {number}',
  },
  broken: {
    page: 'Etwas ist schiefgegangen',
    title: 'Bei uns ist etwas schiefgegangen',
    message:
      'Du hast nichts falsch gemacht, und falls du angemeldet warst, bist du es noch. Versuch es gleich noch einmal.',
    tryAgain: 'Erneut versuchen',
    backToStart: 'Zur Startseite',
  },
  updated:
    'Die Seite wurde aktualisiert, während sie geöffnet war. Es wurde nichts gesendet. Prüf deine Eingaben und schick sie noch einmal ab.',
}

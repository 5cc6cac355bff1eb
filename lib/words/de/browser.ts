import type { Words } from '../catalogues'

export const browser: Words['browser'] = {
  fault: {
    offline:
      'Du bist anscheinend offline. Deine Eingaben sind noch da: Schicke sie noch einmal ab, sobald du wieder online bist.',
    unreached:
      'Wir waren nicht erreichbar. Deine Eingaben sind noch da: Versuche es gleich noch einmal.',
    broken:
      'Bei uns ist etwas schiefgegangen. Deine Eingaben sind noch da: Versuche es gleich noch einmal.',
    number: 'Fehlernummer: {number}',
  },
  broken: {
    page: 'Etwas ist schiefgegangen',
    title: 'Bei uns ist etwas schiefgegangen',
    message:
      'Du hast nichts falsch gemacht, und falls du angemeldet warst, bist du es noch. Versuche es gleich noch einmal.',
    tryAgain: 'Erneut versuchen',
    backToStart: 'Zur Startseite',
  },
  updated:
    'Diese Website wurde aktualisiert, während die Seite offen war. Deshalb wurde nichts gesendet. Prüfe deine Eingaben und schicke sie noch einmal ab.',
}

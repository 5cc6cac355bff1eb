import type { Words } from '../catalogues'

const outage = 'Wir erreichen unsere Datenbank gerade nicht.'

export const errors: Words['errors'] = {
  notFound: {
    title: 'Seite nicht gefunden',
    message: 'Diese Seite gibt es nicht, oder du hast keinen Zugriff darauf.',
  },
  unavailable: {
    title: 'Einen Moment bitte',
    message: `${outage} Du bist weiterhin angemeldet, und nichts ist verloren. Versuche es in ein paar Sekunden noch einmal.`,
  },
  logOut: {
    otherSite: {
      title: 'Nicht abgemeldet',
      message:
        'Eine andere Website wollte dich abmelden, deshalb wurde nichts geändert. Du bist weiterhin angemeldet. Wenn du dich abmelden willst, benutze „Abmelden“ auf dieser Website.',
    },
    unknownScope: {
      title: 'Nicht abgemeldet',
      message:
        'Wir konnten nicht erkennen, welche Geräte abgemeldet werden sollen. Du bist weiterhin angemeldet. Gehe zurück und versuche es noch einmal.',
    },
    notThis: {
      title: 'Noch nicht abgemeldet',
      message: `${outage} Dieser Browser hat deine Sitzung vergessen, aber die Sitzung selbst konnte nicht beendet werden. Melde dich zur Sicherheit in ein paar Minuten noch einmal an und dann überall ab.`,
    },
    notOthers: {
      title: 'Noch nicht abgemeldet',
      message: `${outage} Deine anderen Geräte sind noch angemeldet. Versuche es in ein paar Sekunden noch einmal.`,
    },
    notEverywhere: {
      title: 'Noch nicht abgemeldet',
      message: `${outage} Dieser Browser hat deine Sitzung vergessen, aber deine Geräte sind noch angemeldet. Melde dich in ein paar Minuten noch einmal an und dann überall ab.`,
    },
  },
}

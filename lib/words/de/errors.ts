import type { Words } from '../catalogues'

const outage = 'Wir erreichen unsere Datenbank gerade nicht.'

export const errors: Words['errors'] = {
  notFound: {
    title: 'Seite nicht gefunden',
    message: 'Diese Seite gibt es nicht, oder du hast keinen Zugriff darauf.',
  },
  unavailable: {
    title: 'Einen Moment bitte',
    message: `${outage} Du bist weiterhin angemeldet, und nichts ist verloren. Versuch es in ein paar Sekunden noch einmal.`,
  },
  logOut: {
    otherSite: {
      title: 'Nicht abgemeldet',
      message: 'Eine andere Website wollte dich abmelden. Du bist weiterhin angemeldet.',
    },
    unknownScope: {
      title: 'Nicht abgemeldet',
      message:
        'Die Anfrage sagte nicht, wovon du abgemeldet werden sollst. Du bist weiterhin angemeldet.',
    },
    notThis: {
      title: 'Noch nicht abgemeldet',
      message: `${outage} Dieser Browser hat deine Sitzung vergessen, aber die Sitzung selbst konnte nicht beendet werden. Melde dich zur Sicherheit in ein paar Minuten noch einmal an und melde dich überall ab.`,
    },
    notOthers: {
      title: 'Noch nicht abgemeldet',
      message: `${outage} Deine anderen Geräte sind noch angemeldet. Versuch es in ein paar Sekunden noch einmal.`,
    },
    notEverywhere: {
      title: 'Noch nicht abgemeldet',
      message: `${outage} Dieser Browser hat deine Sitzung vergessen, aber deine Geräte sind noch angemeldet. Melde dich in ein paar Minuten noch einmal an und melde dich überall ab.`,
    },
  },
}

import type { Words } from '../catalogues'

export const frame: Words['frame'] = {
  skip: 'Zum Inhalt springen',
  areas: { own: 'Dein Konto', administration: 'Administration' },
  pages: {
    overview: 'Übersicht',
    sessions: 'Sitzungen',
    apps: 'Anwendungen',
    security: 'Sicherheit',
    activity: 'Aktivität',
    profile: 'Profil',
    users: 'Konten',
    roles: 'Rollen',
    incidents: 'Vorfälle',
    audit: 'Protokoll',
    mail: 'Mails',
    keys: 'Schlüssel',
    applications: 'Anwendungen',
  },
  logOutEverywhere: 'Überall abmelden',
  menu: {
    label: 'Konto',
    everywhere: {
      text: 'Alle deine Geräte werden sofort abgemeldet, auch dieses.',
      yes: 'Ja, alle Geräte abmelden',
    },
  },
  pager: { label: 'Seiten', first: 'Erste Seite', next: 'Nächste Seite' },
  backToAccount: 'Zurück zu deinem Konto',
}

import type { Words } from '../catalogues'

export const frame: Words['frame'] = {
  skip: 'Zum Inhalt springen',
  areas: { own: 'Dein Konto', administration: 'Administration' },
  pages: {
    overview: 'Übersicht',
    sessions: 'Sitzungen',
    security: 'Sicherheit',
    users: 'Konten',
    roles: 'Rollen',
    incidents: 'Vorfälle',
    audit: 'Protokoll',
    keys: 'Schlüssel',
  },
  logOutEverywhere: 'Überall abmelden',
  pager: { label: 'Seiten', first: 'Erste Seite', next: 'Nächste Seite' },
  backToAccount: 'Zurück zu deinem Konto',
}

import type { Words } from '../catalogues'

export const security: Words['security'] = {
  lead: 'So meldest du dich bei deinem Konto an.',
  password: {
    title: 'Passwort',
    lead: 'Wenn du es änderst, werden alle anderen Geräte abgemeldet. Hier bleibst du angemeldet.',
  },
  form: {
    submit: 'Passwort ändern',
    submitting: 'Passwort wird geändert …',
  },
  done: 'Dein Passwort wurde geändert. Alle anderen Geräte wurden abgemeldet.',
  unchanged: 'Dein Passwort wurde nicht geändert.',
  faults: {
    noCurrent: 'Gib dein aktuelles Passwort ein.',
    noNew: 'Wähle ein neues Passwort.',
    wrongCurrent: 'Das ist nicht dein aktuelles Passwort.',
    sameAsCurrent: 'Wähle ein anderes Passwort als dein aktuelles.',
  },
}

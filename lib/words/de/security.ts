import type { Words } from '../catalogues'

export const security: Words['security'] = {
  lead: 'Wie du dich bei deinem Konto anmeldest.',
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
    noNew: 'Wähl ein neues Passwort.',
    wrongCurrent: 'Das ist nicht dein aktuelles Passwort.',
    sameAsCurrent: 'Wähl ein anderes Passwort als dein aktuelles.',
  },
}

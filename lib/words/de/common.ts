import type { Words } from '../catalogues'

export const common: Words['common'] = {
  email: 'E-Mail-Adresse',
  password: 'Passwort',
  name: 'Name',
  logIn: 'Anmelden',
  logOut: 'Abmelden',
  signUp: 'Registrieren',
  cancel: 'Abbrechen',
  justNow: 'gerade eben',
  tryAgain: 'Erneut versuchen',
  goBack: 'Zurück',
  backToStart: 'Zur Startseite',
  unconfirmed: 'Noch wurde nichts geändert. Bitte bestätige zuerst.',
}

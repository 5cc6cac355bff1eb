import type { Words } from '../catalogues'

export const confirm: Words['confirm'] = {
  title: 'Bestätige, dass du es bist',
  lead: 'Gib dein Passwort noch einmal ein, um weiterzumachen. In den nächsten Minuten fragen wir dann nicht noch einmal.',
  loggedInAs: 'Du bist als {email} angemeldet.',
  submit: 'Bestätigen',
  submitting: 'Wird geprüft …',
  withCode:
    'Gib dein Passwort und einen Code noch einmal ein, um weiterzumachen. In den nächsten Minuten fragen wir dann nicht noch einmal.',
  withPasskey:
    'Bestätige mit einem Passkey, bevor du weitermachst. In den nächsten Minuten fragen wir nicht noch einmal.',
  first: {
    title: 'Bestätige, dass du es bist',
    lead: 'Es ist eine Weile her, dass du dich zuletzt ausgewiesen hast. Noch wurde nichts geändert.',
    submit: 'Bestätigen und weiter',
    submitting: 'Einen Moment …',
  },
  faults: {
    missing: 'Gib dein Passwort ein.',
    noCode: 'Gib auch einen Code ein.',
    wrong: 'Dieses Passwort ist falsch.',
  },
}

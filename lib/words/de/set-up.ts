import type { Words } from '../catalogues'

export const setUp: Words['setUp'] = {
  title: 'Erstes Administrationskonto',
  lead: 'Dieses Konto darf alles. Du kannst damit weitere Konten erstellen.',
  description: 'Erstelle das erste Administrationskonto dieser Installation.',
  form: { submit: 'Konto erstellen', submitting: 'Dein Konto wird erstellt …' },
  badLink: {
    lead: 'Ein Link funktioniert nur einmal, einen Tag lang und nur, solange es kein Administrationskonto gibt.',
    instead:
      'Solange sich noch niemand anmelden kann, gibt {app} bei jedem Start einen neuen Link aus. Später kannst du ein Administrationskonto mit diesem Befehl auf dem Server erstellen:',
  },
}

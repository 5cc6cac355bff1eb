import type { Words } from '../catalogues'

export const letIn: Words['letIn'] = {
  offer: {
    text: 'Vielleicht raten andere das Passwort. Mit einem Link, den wir an das Konto mailen, muss dieser Browser nicht warten.',
    submit: 'Link mailen lassen',
    submitting: 'Link wird gesendet …',
  },
  sent: 'Wenn es zu {email} ein Konto gibt, haben wir einen Link geschickt. Öffne ihn innerhalb von 30 Minuten in diesem Browser. Sieh auch im Spam-Ordner nach.',
  title: 'Mit diesem Browser anmelden?',
  lead: 'Dann kennt das Konto {email} diesen Browser, und du musst nicht warten, wenn andere das Passwort raten. Du meldest dich wie immer mit deinem Passwort an.',
  description: 'Ohne Wartezeit mit einem neuen Browser anmelden.',
  form: { submit: 'Browser bekannt machen', submitting: 'Wird bekannt gemacht …' },
  badLink:
    'Ein Link funktioniert einmal, 30 Minuten lang und nur, bis ein neuerer kommt. Wenn du bei der Anmeldung noch warten musst, fordere dort einen neuen an.',
}

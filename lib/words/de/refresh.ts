import type { Words } from '../catalogues'

export const refresh: Words['refresh'] = {
  title: 'Einen Moment',
  description: 'Erneuert deine Sitzung und bringt dich zu deiner Seite.',
  form: {
    outcomes: {
      working: { title: 'Einen Moment', message: 'Deine Sitzung wird erneuert.' },
      'no-answer': {
        title: 'Wir waren nicht erreichbar',
        message: 'Du bist weiterhin angemeldet. Versuche es gleich noch einmal.',
      },
      circle: {
        title: 'Dein Browser speichert unsere Cookies nicht',
        message:
          'Wir brauchen ein Cookie, damit du angemeldet bleibst. Erlaube Cookies für diese Website in den Datenschutzeinstellungen deines Browsers und versuche es dann noch einmal.',
      },
    },
    byHand: 'JavaScript ist ausgeschaltet. Bitte mache mit dieser Schaltfläche weiter.',
    submit: 'Weiter',
    submitting: 'Einen Moment …',
    tryAgain: 'Erneut versuchen',
  },
}

import type { Words } from '../catalogues'

export const apps: Words['apps'] = {
  title: 'Deine Anwendungen',
  lead: 'Diese Anwendungen dürfen dein Konto benutzen. Du meldest dich mit ihm bei ihnen an.',
  none: 'Keine Anwendung benutzt dein Konto. Wenn du dich mit ihm bei einer anmeldest, erscheint sie hier.',
  list: 'Anwendungen',
  ofTheHouse: 'Von uns',
  gets: 'Sie bekommt:',
  since: 'Seit {time}',
  lastUsed: 'Zuletzt benutzt {time}',
  neverUsed: 'Noch nicht benutzt',
  remove: {
    label: 'Zugriff entfernen',
    name: 'Zugriff von {app} entfernen',
    question: 'Zugriff von {app} entfernen?',
    text: 'Sie verliert sofort, was sie von deinem Konto bekommt, und soll dich abmelden. Wenn du dich das nächste Mal bei ihr anmeldest, muss sie dich wieder fragen.',
    textOurs:
      'Sie verliert sofort, was sie von deinem Konto bekommt, und soll dich abmelden. Wenn du dich das nächste Mal bei ihr anmeldest, bekommt sie wieder Zugriff.',
    yes: 'Ja, entfernen',
  },
  ofUser: {
    title: 'Anwendungen',
    some: 'Die Anwendungen, die dieses Konto benutzen dürfen.',
    details: '{app} verliert sofort, was sie vom Konto von {user} bekommt, in allen Sitzungen.',
  },
  outcomes: { removed: 'Der Zugriff ist entfernt.' },
  refusals: { gone: 'Diese Anwendung hatte keinen Zugriff mehr.' },
}

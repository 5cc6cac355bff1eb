import type { Words } from '../catalogues'

export const overview: Words['overview'] = {
  hello: 'Hallo',
  helloTo: 'Hallo, {name}',
  loggedInAs: 'Angemeldet als {email}',
  done: { kept: 'Willkommen zurück: Dein Konto wird nicht gelöscht.' },
  session: {
    title: 'Für Entwickler',
    lead: 'Die Zeiten dieser Sitzung und ihrer Tokens.',
    loggedIn: 'Angemeldet',
    idleEnd: 'Endet ohne Nutzung',
    moved: '{time}. Jede Nutzung verlängert die Frist.',
    lastEnd: 'Endet spätestens',
    token: 'Zugriffstoken',
    renewal: 'Wird automatisch erneuert, solange du hier bist.',
  },
  timeLeft: {
    day: '{n} Tg.',
    hour: '{n} Std.',
    minute: '{n} Min.',
    second: '{n} Sek.',
    none: 'Wird erneuert, sobald du weitermachst',
  },
  activity: {
    title: 'Letzte Aktivitäten',
    lead: 'Was zuletzt in deinem Konto passiert ist.',
  },
}

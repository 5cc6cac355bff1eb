import type { Words } from '../catalogues'

export const home: Words['home'] = {
  title: 'Dein Konto bei {app}',
  description: 'Anmelden, jedes Gerät sehen, überall abmelden.',
  lead: 'Melde dich an, sieh jedes Gerät, das mit deinem Konto angemeldet ist, und melde jedes davon sofort ab.',
  toDashboard: 'Zur Übersicht',
  points: {
    devices: {
      title: 'Alle deine Geräte',
      text: 'Sieh, wo du angemeldet bist: Browser, System, Netzwerk und wann jedes Gerät zuletzt benutzt wurde.',
    },
    logOut: {
      title: 'Von überall abmelden',
      text: 'Melde ein Gerät ab, alle anderen oder alle. Es wirkt sofort.',
    },
    incidents: {
      title: 'Rechtzeitig gewarnt',
      text: 'Wenn jemand anderes eine deiner Sitzungen zu benutzen scheint, sagt dir dein Konto, was du tun kannst.',
    },
  },
  forDevelopers: 'Für die Entwicklung: {api}',
  api: 'API-Referenz',
}

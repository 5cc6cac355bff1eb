import type { Words } from '../catalogues'

export const home: Words['home'] = {
  title: 'Dein Konto bei {app}',
  description: 'Anmelden, alle Geräte sehen, überall abmelden.',
  lead: 'Hier meldest du dich an, siehst alle Geräte, die mit deinem Konto angemeldet sind, und kannst jedes davon sofort abmelden.',
  toDashboard: 'Zu deinem Konto',
  points: {
    devices: {
      title: 'Alle deine Geräte',
      text: 'Du siehst, wo du angemeldet bist: Browser, System, Netzwerk und wann jedes Gerät zuletzt benutzt wurde.',
    },
    logOut: {
      title: 'Von überall aus abmelden',
      text: 'Du kannst ein Gerät abmelden, alle anderen oder alle zusammen. Das wirkt sofort.',
    },
    incidents: {
      title: 'Rechtzeitig gewarnt',
      text: 'Wenn anscheinend jemand anderes eine deiner Sitzungen benutzt, erfährst du in deinem Konto, was du tun kannst.',
    },
  },
  forDevelopers: 'Für Entwicklerinnen und Entwickler: {api}',
  api: 'API-Referenz',
}

import type { Words } from '../catalogues'

export const statistics: Words['statistics'] = {
  title: 'Übersicht',
  lead: {
    '24h': 'Was in den letzten 24 Stunden geschah, in UTC.',
    '30d': 'Was in den letzten 30 Tagen geschah, in UTC.',
  },
  range: 'Zeitraum',
  ranges: { '24h': '24 Stunden', '30d': '30 Tage' },
  figures: {
    activeSessions: 'Aktive Sitzungen in der stärksten Stunde',
    logIns: 'Anmeldungen',
    logInsFailed: 'Fehlgeschlagene Anmeldungen',
    reuses: 'Beendete kopierte Sitzungen',
  },
  figure: '{n}: {term}',
  charts: {
    activeSessions: {
      title: 'Aktive Sitzungen',
      lead: {
        '24h': 'In der jeweiligen Stunde benutzt.',
        '30d': 'In der stärksten Stunde jedes Tages.',
      },
      series: 'Aktive Sitzungen',
    },
    logIns: {
      title: 'Anmeldungen',
      lead: 'Mit Passwort, auf beliebigen Geräten.',
      series: 'Anmeldungen',
    },
    logInsFailed: {
      title: 'Fehlgeschlagene Anmeldungen',
      lead: 'Nach Grund.',
      series: {
        'wrong-password': 'Falsches Passwort',
        'unknown-address': 'Unbekannte Adresse',
        'too-many-tries': 'Zu viele Versuche',
        disabled: 'Deaktiviertes Konto',
      },
      otherReason: 'Andere',
    },
    sharedSessions: {
      title: 'Kopierte und geteilte Sitzungen',
      lead: 'Eine kopierte Sitzung wird beendet. Zu einer geteilten gibt es eine Rückfrage im Konto.',
      series: { reuses: 'Benutzte Kopien', sharedSessions: 'Geteilte Sitzungen' },
    },
    refreshes: {
      title: 'Erneuerungen',
      lead: 'Wie oft benutzte Sitzungen verlängert wurden.',
      series: 'Erneuerungen',
    },
    signUps: {
      title: 'Neue Konten',
      lead: 'Selbst registriert oder von der Administration erstellt.',
      series: 'Neue Konten',
    },
  },
  list: 'Liste anzeigen',
  listOf: 'Liste anzeigen: {title}',
  chart: {
    total: '{title}: {n} insgesamt. Die Tabelle darunter enthält alle Zahlen.',
    empty: 'Nichts in diesem Zeitraum.',
    asTable: 'Als Tabelle',
    when: 'Zeit (UTC)',
  },
}

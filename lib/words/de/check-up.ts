import type { Words } from '../catalogues'

export const checkUp: Words['checkUp'] = {
  title: 'Sicherheitsprüfung',
  lead: { good: 'Alles sieht gut aus.', open: 'Es gibt etwas für dich zu tun.' },
  topics: {
    password: 'Passwort',
    devices: 'Geräte',
    incidents: 'Hinweise auf Fremde',
    address: 'E-Mail-Adresse',
    secondFactor: 'Zweiter Faktor',
    recoveryCodes: 'Wiederherstellungscodes',
  },
  texts: {
    password: {
      good: 'Gewählt {time}. Es ist schwer zu erraten.',
      weak: 'Gewählt {time}. Es ist leicht zu erraten.',
      unjudged: 'Gewählt {time}.',
    },
    devices: {
      known: {
        one: 'Du bist nur auf diesem Gerät angemeldet.',
        other: 'Du bist auf {n} Geräten angemeldet.',
      },
      unknown: {
        one: 'In den letzten 7 Tagen hat sich ein Gerät angemeldet, das dein Konto nicht kannte. Wenn du das nicht warst, melde es ab.',
        other:
          'In den letzten 7 Tagen haben sich {n} Geräte angemeldet, die dein Konto nicht kannte. Wenn du eines davon nicht warst, melde es ab.',
      },
    },
    incidents: {
      good: 'Nichts deutet darauf hin, dass jemand anderes dein Konto benutzt.',
      open: {
        one: 'Ein Hinweis darauf, dass jemand anderes dein Konto benutzen könnte.',
        other: '{n} Hinweise darauf, dass jemand anderes dein Konto benutzen könnte.',
      },
    },
    address: {
      good: 'Du hast gezeigt, dass Post dich erreicht.',
      open: 'Wir wissen noch nicht, ob Post dich erreicht.',
    },
    secondFactor: {
      good: 'Für die Anmeldung reicht dein Passwort allein nicht.',
      open: 'Für die Anmeldung reicht dein Passwort. Mit einem zweiten Faktor kommt niemand hinein, der es gestohlen hat.',
    },
  },
  steps: {
    password: 'Passwort ändern',
    devices: 'Alle Geräte ansehen',
    activity: 'Alle Aktivitäten ansehen',
    incidents: 'Ansehen, was geschehen ist',
    address: 'Dein Profil ansehen',
    verify: 'Adresse bestätigen',
    secondFactor: 'Zweiten Faktor ansehen',
    setUp: 'Zweiten Faktor einrichten',
    recoveryCodes: 'Wiederherstellungscodes ansehen',
    renew: 'Neue Codes erstellen',
  },
}

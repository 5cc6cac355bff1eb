import type { Words } from '../catalogues'

const reveal = { show: 'Passwort anzeigen', hide: 'Passwort verbergen' }

const rating: Words['accounts']['newPassword']['rating'] = {
  rules: 'Mindestens {min} Zeichen, gern ein paar Wörter.',
  missing: { one: 'Noch ein Zeichen.', other: 'Noch {n} Zeichen.' },
  says: {
    repetitive: 'Leicht zu erraten: zu viele Wiederholungen.',
    sequential: 'Leicht zu erraten: Folge oder Tastenreihe.',
    personal: 'Zu nah an deinem Namen oder deiner Adresse.',
    enough: 'Lang genug. Noch ein Wort macht es stärker.',
    long: 'Lang und deshalb schwer zu erraten.',
  },
}

const faults: Words['accounts']['faults'] = {
  'address-taken': 'Zu dieser E-Mail-Adresse gibt es schon ein Konto.',
  'bad-address': 'Gib eine E-Mail-Adresse wie ada@example.com ein.',
  'name-too-long': 'Dieser Name ist zu lang. Nimm einen kürzeren.',
}

export const accounts: Words['accounts'] = {
  throttled: {
    tooBusy: 'Gerade ist sehr viel los. Versuche es in ein paar Sekunden noch einmal.',
    tooMany: 'Zu viele Versuche. Probiere es {wait} noch einmal.',
  },
  password: { label: 'Passwort', ...reveal },
  currentPassword: {
    label: 'Aktuelles Passwort',
    show: 'Aktuelles Passwort anzeigen',
    hide: 'Aktuelles Passwort verbergen',
  },
  newPassword: {
    label: 'Neues Passwort',
    show: 'Neues Passwort anzeigen',
    hide: 'Neues Passwort verbergen',
    rating,
  },
  fields: {
    name: 'Name',
    optional: '(freiwillig)',
    email: 'E-Mail-Adresse',
    addressTaken: faults['address-taken'],
    logInInstead: 'Stattdessen anmelden',
    password: { label: 'Passwort', ...reveal, rating },
  },
  faults,
  passwordFaults: {
    'password-too-short': 'Nimm mindestens {min} Zeichen.',
    'password-too-long': 'Dieses Passwort ist zu lang. Nimm ein kürzeres.',
    'password-malformed': 'Dieses Passwort enthält ein ungültiges Zeichen. Gib es noch einmal ein.',
    'password-common':
      'Dieses Passwort benutzen viele, deshalb wird es bei Angriffen zuerst ausprobiert. Nimm ein paar Wörter, die nichts miteinander zu tun haben.',
    'password-personal':
      'Das ist kaum mehr als dein Name, deine E-Mail-Adresse oder der Name dieser Website. Nimm ein paar Wörter, die niemand mit dir verbindet.',
    'password-repetitive':
      'Wiederholte Zeichen machen ein Passwort leicht zu erraten. Nimm ein paar Wörter, die nichts miteinander zu tun haben.',
    'password-sequential':
      'Tastenreihen und Folgen wie abcd oder 1234 sind leicht zu erraten. Nimm ein paar Wörter, die nichts miteinander zu tun haben.',
    'password-simple': 'Dieses Passwort ist leicht zu erraten. Füge noch ein, zwei Wörter hinzu.',
  },
  check: {
    name: 'Prüfe deinen Namen.',
    email: 'Prüfe deine E-Mail-Adresse.',
    password: 'Wähle ein anderes Passwort.',
    several: 'Prüfe die markierten Felder.',
  },
  badLink: {
    title: 'Dieser Link funktioniert nicht',
    expired:
      'Dieser Link funktioniert nicht mehr. Lade die Seite neu, um zu sehen, was du tun kannst.',
  },
  cookies: {
    title: 'Dein Browser blockiert unsere Cookies.',
    message:
      'Wir brauchen ein Cookie, damit du angemeldet bleibst. Erlaube Cookies für diese Website in den Datenschutzeinstellungen deines Browsers und melde dich dann noch einmal an. Cookies anderer Websites musst du nicht erlauben.',
  },
}

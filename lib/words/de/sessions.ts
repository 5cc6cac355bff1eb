import type { Words } from '../catalogues'

export const sessions: Words['sessions'] = {
  lead: 'Alle Geräte, die mit deinem Konto angemeldet sind. Ein Gerät, das du abmeldest, verliert sofort den Zugriff.',
  devices: {
    title: 'Geräte',
    count: { one: 'Ein Gerät ist angemeldet.', other: '{n} Geräte sind angemeldet.' },
    moreThan: { other: 'Mehr als {n} Geräte sind angemeldet.' },
  },
  item: {
    activeNow: 'Gerade aktiv',
    lastActive: 'Zuletzt aktiv: {time}',
    loggedIn: 'Angemeldet am {time}',
  },
  list: {
    thisDevice: 'Dieses Gerät',
    logOut: 'Abmelden',
    logOutDevice: '{device} abmelden',
    loggingOut: 'Wird abgemeldet …',
    noOthers: 'Keine anderen Geräte.',
  },
  others: {
    label: 'Alle anderen Geräte abmelden',
    title: 'Alle anderen Geräte abmelden?',
    text: {
      one: 'Das andere Gerät wird sofort abgemeldet. Hier bleibst du angemeldet.',
      other: 'Die {n} anderen Geräte werden sofort abgemeldet. Hier bleibst du angemeldet.',
    },
    textUncounted: 'Die anderen Geräte werden sofort abgemeldet. Hier bleibst du angemeldet.',
    yes: 'Ja, alle anderen abmelden',
  },
  all: {
    title: 'Gerät verloren?',
    lead: 'Melde dich überall ab, um alle Sitzungen sofort zu beenden, auch diese.',
    label: { other: 'Alle {n} Geräte abmelden' },
    labelUncounted: 'Alle Geräte abmelden',
    question: 'Alle Geräte abmelden?',
    text: {
      other:
        'Alle {n} Geräte werden sofort abgemeldet. Danach meldest du dich mit deinem Passwort wieder an.',
    },
    textUncounted:
      'Alle Geräte werden sofort abgemeldet. Danach meldest du dich mit deinem Passwort wieder an.',
    yes: 'Ja, alle Geräte abmelden',
  },
  outcomes: {
    others: 'Alle anderen Geräte sind abgemeldet.',
    ended: 'Das Gerät ist abgemeldet.',
    gone: 'Das Gerät war bereits abgemeldet.',
  },
}

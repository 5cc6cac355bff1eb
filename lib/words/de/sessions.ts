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
    loggedInBy: 'Angemeldet am {time} mit {method}',
    methods: { pwd: 'Passwort' },
  },
  label: {
    open: 'Umbenennen',
    rename: '{device} umbenennen',
    field: 'Gerätename',
    save: 'Speichern',
    saving: 'Wird gespeichert …',
    saved: 'Der Name ist gespeichert.',
    gone: 'Das Gerät ist abgemeldet und wurde nicht umbenannt.',
    tooLong: {
      one: 'Nimm höchstens ein Zeichen.',
      other: 'Nimm höchstens {n} Zeichen.',
    },
  },
  ended: {
    title: {
      one: 'In den letzten 30 Tagen wurde ein Gerät abgemeldet',
      other: 'In den letzten 30 Tagen wurden {n} Geräte abgemeldet',
    },
    lead: 'Sie haben keinen Zugriff mehr auf dein Konto.',
    endings: {
      'logged-out': 'Abgemeldet {time}',
      replaced: 'Durch eine neue Anmeldung im selben Browser ersetzt {time}',
      reuse: 'Beendet {time}, weil eine Kopie der Sitzung benutzt wurde',
      everywhere: 'Mit allen Geräten abgemeldet {time}',
      everyone: 'Von der Administration abgemeldet {time}',
      unused: 'Abgelaufen {time}, weil es nicht benutzt wurde',
      longest: 'Abgelaufen {time}, weil die längste Dauer erreicht war',
    },
    lastActive: {
      everywhere: 'Mit allen Geräten abgemeldet. Zuletzt aktiv: {time}',
      everyone: 'Von der Administration abgemeldet. Zuletzt aktiv: {time}',
    },
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

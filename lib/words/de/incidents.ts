import type { Words } from '../catalogues'

export const incidents: Words['incidents'] = {
  title: 'Vorfälle',
  lead: 'Sitzungen, die anscheinend von zwei Browsern benutzt wurden, kopierte Tokens von Anwendungen und Passwörter, die anscheinend bekannt sind. Zu jedem Vorfall gibt es im betroffenen Konto eine Rückfrage, die beide Geräte zeigt.',
  filter: {
    label: 'Filter',
    all: 'Alle',
    open: 'Nicht beantwortet',
    reuse: 'Kopiert',
    shared: 'Geteilt',
    password: 'Passwort bekannt',
    ofAllUsers: 'Alle Konten anzeigen',
  },
  count: {
    exact: { one: '{n} Vorfall', other: '{n} Vorfälle' },
    orMore: '{n} oder mehr Vorfälle',
    ofUser: { one: '{n} Vorfall von {user}', other: '{n} Vorfälle von {user}' },
    orMoreOfUser: '{n} oder mehr Vorfälle von {user}',
  },
  none: {
    all: 'Es gibt keine Vorfälle.',
    open: 'Es gibt keine unbeantworteten Vorfälle.',
    reuse: 'Keine Kopie einer Sitzung oder eines Tokens wurde benutzt.',
    shared: 'Keine Sitzung wurde geteilt.',
    password: 'Auf unbekannten Geräten gab es nach einem richtigen Passwort keinen falschen Code.',
  },
  noneOfUser: {
    all: 'Es gibt keine Vorfälle von „{user}“.',
    open: 'Es gibt keine unbeantworteten Vorfälle von „{user}“.',
    reuse: 'Keine Kopie einer Sitzung oder eines Tokens von „{user}“ wurde benutzt.',
    shared: 'Keine Sitzung von „{user}“ wurde geteilt.',
    password:
      'Auf unbekannten Geräten gab es nach dem richtigen Passwort von „{user}“ keinen falschen Code.',
  },
  unreadable: '„{user}“: {fault}',
  noFilter: 'Einen Filter „{name}“ gibt es nicht.',
  columns: {
    what: 'Vorfall',
    known: 'Gewohntes Gerät',
    came: 'Neues Gerät',
    answer: 'Antwort',
  },
  lines: { known: 'Gewohntes Gerät:', came: 'Neues Gerät:' },
  kinds: {
    reuse: 'Eine Kopie einer Sitzung wurde benutzt, deshalb wurde die Sitzung beendet',
    predecessor: 'Zwei Browser haben eine Sitzung benutzt',
    'two-places': 'Eine Sitzung wurde an zwei Orten gleichzeitig benutzt',
    'app-reuse':
      'Eine Kopie eines Tokens von „{app}“ wurde benutzt, deshalb wurde der Zugriff beendet',
    'wrong-code': 'Auf einem unbekannten Gerät kam nach dem richtigen Passwort ein falscher Code',
  },
  events: 'Was in der Sitzung geschah',
  codes: 'Alle falschen Codes für dieses Konto',
  earlier: {
    one: '{n} früherer Vorfall in dieser Sitzung',
    other: '{n} frühere Vorfälle in dieser Sitzung',
  },
  answered: '„Das war ich“',
  notAnswered: 'Nicht beantwortet',
  end: {
    label: 'Sitzung beenden',
    name: 'Sitzung von {user} beenden',
    title: 'Sitzung von {user} beenden?',
    text: 'Beide Geräte werden sofort abgemeldet, auch das neue: {device}. Andere Sitzungen dieses Kontos laufen weiter.',
  },
}

import type { Words } from '../catalogues'

export const outbox: Words['outbox'] = {
  title: 'Mails',
  lead: 'Jede Mail wartet in einer Warteschlange, bis der Mailserver sie annimmt. Keine Seite wartet darauf.',
  none: 'Es ist kein Mailserver eingerichtet, deshalb wird keine Mail verschickt: Niemand kann ein vergessenes Passwort selbst zurücksetzen. Setze SMTP_URL und teste es dann auf der Kommandozeile.',
  files:
    'Es ist kein Mailserver eingerichtet, deshalb landen Mails als Dateien auf diesem Rechner: {page}',
  filesPage: 'Mails lesen',
  waiting: {
    title: 'Warteschlange',
    no: 'Keine Mail wartet.',
    counted: {
      one: '{n} Mail wartet, seit {time}.',
      other: '{n} Mails warten, die älteste seit {time}.',
    },
    orMore: '{n} oder mehr Mails warten, die älteste seit {time}.',
    answer: 'Der Mailserver meldete zuletzt: {answer}',
  },
  failed: {
    title: 'Gescheitert',
    no: 'Keine Mail ist gescheitert.',
    columns: { mail: 'Mail', user: 'Konto', reason: 'Grund', act: 'Aktion' },
    lines: { user: 'Konto:', reason: 'Grund:' },
    when: 'Gescheitert {time}',
    unknown: 'Eine Mail einer anderen Version',
    noUser: 'Kein Konto',
    reasons: {
      refused: 'Der Mailserver hat sie abgelehnt.',
      'too-old': 'Der Mailserver hat sie nicht rechtzeitig angenommen.',
      unreadable: 'Ihr Inhalt ist nicht mehr lesbar.',
    },
  },
  again: {
    label: 'Erneut senden',
    name: '„{mail}“ an {user} erneut senden',
    title: '„{mail}“ erneut senden?',
    text: 'Sie geht an dieselbe Adresse wie zuvor. Hat sie einen Link, bekommt sie einen neuen.',
  },
  done: {
    queued: 'Die Mail ist wieder in der Warteschlange. Sie geht in wenigen Sekunden hinaus.',
  },
  refusals: {
    'not-found': 'Diese Mail gibt es nicht mehr.',
    'not-failed': 'Diese Mail wartet bereits oder wurde gesendet.',
    unreadable: 'Der Inhalt dieser Mail ist nicht mehr lesbar.',
    'no-mail': 'Es ist kein Mailserver eingerichtet.',
  },
}

import type { Words } from '../catalogues'

export const security: Words['security'] = {
  lead: 'So meldest du dich bei deinem Konto an.',
  password: {
    title: 'Passwort',
    lead: 'Wenn du es änderst, werden alle anderen Geräte abgemeldet. Hier bleibst du angemeldet.',
    none: 'Du meldest dich mit Passkeys an und hast kein Passwort. Wenn du eines möchtest, wählst du es mit einem Link, der per E-Mail kommt.',
    choose: 'Passwort wählen',
  },
  form: {
    submit: 'Passwort ändern',
    submitting: 'Passwort wird geändert …',
  },
  done: 'Dein Passwort wurde geändert. Alle anderen Geräte wurden abgemeldet.',
  unchanged: 'Dein Passwort wurde nicht geändert.',
  faults: {
    noCurrent: 'Gib dein aktuelles Passwort ein.',
    noNew: 'Wähle ein neues Passwort.',
    wrongCurrent: 'Das ist nicht dein aktuelles Passwort.',
    sameAsCurrent: 'Wähle ein anderes Passwort als dein aktuelles.',
  },
  mails: {
    title: 'Mails von uns',
    lead: 'Wir schreiben immer, wenn dein Passwort, deine Adresse oder eine Anmeldung deine Aufmerksamkeit braucht. Alles andere entscheidest du.',
    choices: {
      'roles-changed': 'Die Administration hat geändert, was ich darf',
    },
    submit: 'Speichern',
    submitting: 'Wird gespeichert …',
    saved: 'Deine Auswahl ist gespeichert.',
    last: 'Die letzten Mails, die wir dir geschickt haben',
    none: 'Noch keine.',
  },
  browsers: {
    title: 'Browser, mit denen du dich angemeldet hast',
    lead: 'Wenn andere dein Passwort zu erraten versuchen, kannst du dich mit diesen Browsern trotzdem anmelden.',
    none: 'Ein Browser erscheint hier, sobald du dich mit ihm anmeldest.',
    list: 'Browser',
    thisBrowser: 'Dieser Browser',
    lastUsed: 'Letzte Anmeldung {time}',
    firstUsed: 'Zuerst benutzt am {time}',
    more: {
      one: 'Ein weiterer Browser wird nicht angezeigt.',
      other: '{n} weitere Browser werden nicht angezeigt.',
    },
    pending: 'Einen Moment …',
    trust: {
      until: 'Eine Anmeldung hier braucht bis {time} keinen Code',
      end: 'Wieder nach einem Code fragen',
      endIn: 'Wieder nach einem Code fragen in {browser}',
    },
    one: {
      label: 'Vergessen',
      name: '{browser} vergessen',
      question: '{browser} vergessen?',
      text: 'Wenn du dort angemeldet bist, bleibst du angemeldet. Deine nächste Anmeldung mit ihm gilt als eine mit einem neuen Browser.',
      yes: 'Ja, vergessen',
    },
    others: {
      label: 'Alle anderen vergessen',
      question: 'Alle anderen Browser vergessen?',
      text: 'Wo du angemeldet bist, bleibst du angemeldet. Deine nächste Anmeldung mit einem von ihnen gilt als eine mit einem neuen Browser.',
      yes: 'Ja, alle anderen vergessen',
    },
    outcomes: {
      forgotten: 'Der Browser ist vergessen.',
      others: 'Alle anderen Browser sind vergessen.',
      untrusted: 'Die nächste Anmeldung mit diesem Browser braucht einen Code.',
    },
    refusals: {
      gone: 'Dieser Browser war bereits vergessen.',
      untrusted: 'Dieser Browser fragt bereits nach einem Code.',
    },
  },
}

import type { Words } from '../catalogues'

const refusals: Words['users']['refusals'] = {
  yourself:
    'Mit deinem eigenen Konto geht das hier nicht. Das muss jemand anderes aus der Administration tun.',
  'beyond-you': 'Dafür sind Berechtigungen nötig, die du selbst nicht hast.',
  'last-administrator':
    'Niemand sonst mit der Rolle „administrator“ kann sich anmelden. Sorge zuerst dafür, dass ein weiteres Konto mit dieser Rolle ein Passwort hat und nicht deaktiviert ist.',
  'not-found': 'Das gibt es nicht mehr.',
  'unknown-role': 'Diese Rolle gibt es nicht.',
  already: 'Es wurde nichts geändert, weil es schon so war.',
  'not-held': 'Dieses Konto hat diese Rolle nicht.',
  'too-large':
    'Dieses Konto hat zu viele Rollen für eine weitere. Fasse einige davon zu einer Rolle zusammen.',
  disabled: 'Dieses Konto ist deaktiviert. Aktiviere es zuerst.',
  'not-confirmed': 'Es wurde nichts gelöscht: Das ist nicht die E-Mail-Adresse dieses Kontos.',
}

const list: Words['users']['list'] = {
  lead: 'Alle, die ein Konto haben.',
  newUser: 'Neues Konto',
  search: {
    label: 'Name, E-Mail-Adresse oder ID',
    submit: 'Suchen',
    showEveryone: 'Alle anzeigen',
  },
  filter: { label: 'Filter', everyone: 'Alle', disabled: 'Deaktiviert' },
  counts: {
    all: { counted: { one: '{n} Konto', other: '{n} Konten' }, orMore: '{n} oder mehr Konten' },
    seen: {
      counted: {
        one: '{n} Konto. Konten ohne Sitzung fehlen bei dieser Sortierung.',
        other: '{n} Konten. Konten ohne Sitzung fehlen bei dieser Sortierung.',
      },
      orMore: '{n} oder mehr Konten. Konten ohne Sitzung fehlen bei dieser Sortierung.',
    },
    found: {
      counted: {
        one: '{n} Konto passt zu „{asked}“.',
        other: '{n} Konten passen zu „{asked}“.',
      },
      orMore: '{n} oder mehr Konten passen zu „{asked}“. Gib mehr ein, um die Suche einzugrenzen.',
    },
  },
  none: {
    all: 'Es gibt keine Konten.',
    disabled: 'Kein Konto ist deaktiviert.',
    holders: 'Kein Konto hat die Rolle „{role}“.',
    unknownRole: 'Es gibt keine Rolle „{role}“.',
    found: 'Kein Name, keine E-Mail-Adresse und keine ID beginnt mit „{asked}“.',
  },
  table: {
    label: 'Konten',
    name: 'Name und E-Mail-Adresse',
    roles: 'Rollen',
    lastSeen: 'Zuletzt aktiv',
    joined: 'Erstellt',
    notLately: 'nicht in letzter Zeit',
  },
  done: { deleted: 'Das Konto wurde gelöscht.' },
}

const create: Words['users']['create'] = {
  title: 'Neues Konto',
  lead: 'Du gibst der Person einen Link, mit dem sie selbst ihr Passwort wählt.',
  card: 'Angaben zum Konto',
  form: {
    email: 'E-Mail-Adresse',
    name: 'Name',
    nameHint: 'Kann leer bleiben.',
    role: 'Rolle',
    noRole: 'Keine Rolle: ein gewöhnliches Konto',
    submit: 'Konto erstellen',
    submitting: 'Konto wird erstellt …',
    created: 'Das Konto für {email} wurde erstellt.',
    goToAccount: 'Zum Konto',
  },
  check: { email: 'Prüfe die E-Mail-Adresse.', name: 'Prüfe den Namen.' },
  refusals: {
    'bad-address': 'Gib eine E-Mail-Adresse wie ada@example.com ein.',
    'address-taken': 'Es gibt schon ein Konto mit dieser E-Mail-Adresse.',
    'name-too-long': 'Dieser Name ist zu lang. Nimm einen kürzeren.',
    'unknown-role': refusals['unknown-role'],
    'beyond-you': refusals['beyond-you'],
    'too-large': refusals['too-large'],
  },
}

const account: Words['users']['account'] = {
  title: 'Konto',
  newPassword: {
    title: 'Neues Passwort',
    text: 'Die Person wählt mit einem Link ein neues Passwort. Niemand sonst bekommt es zu sehen.',
    label: 'Link erstellen',
    question: 'Link für ein neues Passwort für {user} erstellen?',
    details:
      'Der Link gilt {time} lang. Wer ihn in dieser Zeit öffnet, kann das Passwort dieses Kontos wählen. Dann werden alle Geräte des Kontos abgemeldet. Frühere Links funktionieren nicht mehr.',
  },
  enable: {
    label: 'Konto aktivieren',
    text: 'Die Person kann sich wieder mit ihrem bisherigen Passwort anmelden.',
    question: 'Konto von {user} aktivieren?',
    details:
      'Die Person kann sich wieder mit ihrem bisherigen Passwort anmelden und hat dieselben Rollen wie vorher.',
  },
  disable: {
    label: 'Konto deaktivieren',
    text: 'Alle Sitzungen enden sofort, und eine Anmeldung ist erst wieder möglich, wenn das Konto aktiviert ist.',
    question: 'Konto von {user} deaktivieren?',
    details:
      'Alle Sitzungen enden sofort, und eine Anmeldung ist nicht mehr möglich. Es wird nichts gelöscht: Du kannst das Konto wieder aktivieren.',
  },
  deletion: {
    label: 'Konto löschen',
    text: 'Das lässt sich nicht rückgängig machen. Das Protokoll behält die Ereignisse mit der ID des Kontos.',
    question: 'Konto von {user} löschen?',
    details:
      'Passwort, Rollen und Sitzungen dieses Kontos werden gelöscht. Das lässt sich nicht rückgängig machen.',
    typed: 'Gib zur Bestätigung die E-Mail-Adresse {email} ein',
  },
}

export const users: Words['users'] = {
  title: 'Konten',
  disabled: 'Deaktiviert',
  leaving: 'Wird gelöscht',
  list,
  create,
  account,
  user: {
    page: 'Konto',
    you: 'Du',
    own: 'Das ist dein eigenes Konto. Ändern kannst du es unter „Dein Konto“.',
    beyond:
      'Dieses Konto hat mehr Berechtigungen als du. Deshalb kannst du es ansehen, aber nicht ändern.',
  },
  profile: {
    title: 'Profil',
    id: 'ID',
    noName: 'Nicht angegeben',
    joined: 'Erstellt',
    chosen: 'Gewählt {when}',
    notChosen: 'Noch nicht gewählt',
    deletion: 'Löschung',
    asAsked: 'Auf eigenen Wunsch. Eine Anmeldung vorher nimmt sie zurück.',
  },
  activity: {
    title: 'Letzte Aktivitäten',
    about: 'Alle Ereignisse zu diesem Konto',
    by: 'Alles, was diese Person getan hat',
    incidents: 'Vorfälle',
  },
  roles: {
    title: 'Rollen',
    none: 'Keine Rolle: ein gewöhnliches Konto.',
    given: 'Vergeben {when} durch {who}',
    permissions: 'Berechtigungen dieses Kontos',
    remove: {
      label: 'Entziehen',
      name: 'Rolle {role} entziehen',
      question: 'Rolle {role} entziehen?',
      details: '{user} verliert sofort die Berechtigungen, die nur diese Rolle gibt.',
      yes: 'Rolle entziehen',
    },
  },
  grant: {
    form: {
      label: 'Rolle vergeben',
      empty: 'Rolle wählen',
      submit: 'Diese Rolle vergeben',
    },
    noChoice: 'Wähle eine Rolle.',
    question: 'Soll {user} die Rolle {role} bekommen?',
    everything:
      'Diese Rolle erlaubt alles: jedes Konto zu sehen und zu löschen, Rollen zu vergeben und Schlüssel zu sperren.',
    nothing:
      'Diese Rolle hat noch keine Berechtigungen. Was später dazukommt, gilt auch für dieses Konto.',
    allows: 'Die Rolle umfasst diese Berechtigungen:',
    yes: 'Rolle {role} vergeben',
  },
  sessions: {
    title: 'Sitzungen',
    some: 'Die Geräte, auf denen diese Person angemeldet ist.',
    none: 'Diese Person ist auf keinem Gerät angemeldet.',
    active: 'Zuletzt aktiv: {when}',
    loggedIn: 'angemeldet: {when}',
    events: 'Ereignisse',
    eventsOf: 'Ereignisse auf {device}',
    all: {
      label: 'Alle abmelden',
      question: 'Alle Geräte dieser Person abmelden?',
      details: '{user} wird sofort überall abgemeldet und muss sich neu anmelden.',
    },
    one: {
      label: 'Abmelden',
      name: '{device} abmelden',
      question: '{device} abmelden?',
      details: '{user} wird auf diesem Gerät sofort abgemeldet. Andere Geräte bleiben angemeldet.',
      yes: 'Dieses Gerät abmelden',
    },
  },
  done: {
    disabled: 'Das Konto ist deaktiviert, und alle seine Sitzungen sind beendet.',
    enabled: 'Das Konto ist aktiviert. Eine Anmeldung ist wieder möglich.',
    ended: 'Das Gerät ist abgemeldet.',
    'ended-all': 'Alle Geräte dieser Person sind abgemeldet.',
    'access-removed': 'Der Zugriff der Anwendung ist entfernt.',
    granted: 'Die Rolle wurde vergeben und gilt sofort.',
    revoked: 'Die Rolle wurde entzogen und gilt ab sofort nicht mehr.',
  },
  refusals,
}

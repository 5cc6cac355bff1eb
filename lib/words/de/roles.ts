import type { Words } from '../catalogues'

export const roles: Words['roles'] = {
  title: 'Rollen',
  lead: 'Änderungen an einer Rolle gelten sofort für alle Konten, die sie haben.',
  events: 'Ereignisse zu Rollen',
  newRole: 'Neue Rolle',
  option: '{role}: {description}',
  descriptions: {
    administrator: 'Darf alles',
    support: 'Hilft, wenn sich jemand nicht anmelden kann',
    auditor: 'Darf alles sehen, aber nichts ändern',
  },
  list: {
    builtIn: 'Vorgegeben',
    holders: {
      counted: { one: '{n} Konto hat diese Rolle', other: '{n} Konten haben diese Rolle' },
      orMore: '{n} oder mehr Konten haben diese Rolle',
    },
    permissions: { one: '{n} Berechtigung', other: '{n} Berechtigungen' },
    change: 'Ändern',
    changeRole: '{role} ändern',
  },
  deletion: {
    label: 'Löschen',
    name: 'Rolle {role} löschen',
    question: 'Rolle {role} löschen?',
    held: {
      counted: {
        one: '{n} Konto hat diese Rolle und verliert sie. Das lässt sich nicht rückgängig machen.',
        other:
          '{n} Konten haben diese Rolle und verlieren sie. Das lässt sich nicht rückgängig machen.',
      },
      orMore:
        '{n} oder mehr Konten haben diese Rolle und verlieren sie. Das lässt sich nicht rückgängig machen.',
    },
    unheld: 'Kein Konto hat diese Rolle. Das Löschen lässt sich nicht rückgängig machen.',
    yes: 'Rolle löschen',
  },
  create: {
    title: 'Neue Rolle',
    lead: 'Sie kann nur Berechtigungen haben, die du selbst hast.',
  },
  change: {
    page: 'Rolle ändern',
    lead: 'Änderungen gelten sofort für alle Konten, die diese Rolle haben.',
    question: {
      counted: {
        one: 'Rolle {role} für das eine Konto ändern, das sie hat?',
        other: 'Rolle {role} für die {n} Konten ändern, die sie haben?',
      },
      orMore: 'Rolle {role} für {n} oder mehr Konten ändern, die sie haben?',
    },
    added: 'Neue Berechtigungen:',
    removed: 'Entfernte Berechtigungen:',
    yes: 'Rolle {role} ändern',
  },
  form: {
    card: 'Rolle',
    name: 'Name',
    nameHint: 'Kleinbuchstaben, Ziffern und Bindestriche, zum Beispiel front-desk.',
    description: 'Beschreibung',
    permissions: 'Berechtigungen',
    save: 'Speichern',
    create: 'Rolle erstellen',
    saving: 'Wird gespeichert …',
  },
  check: {
    name: 'Prüfe den Namen.',
    description: 'Prüfe die Beschreibung.',
  },
  done: {
    created: 'Die Rolle wurde erstellt.',
    changed: 'Die Rolle wurde geändert.',
    deleted: 'Die Rolle wurde gelöscht.',
  },
  refusals: {
    'bad-name':
      'Nimm 1 bis 40 Kleinbuchstaben (a bis z), Ziffern und Bindestriche. Die Namen „new“ und „disabled“ sind nicht möglich.',
    'description-too-long': 'Diese Beschreibung ist zu lang. Nimm eine kürzere.',
    'unknown-permission':
      'Du hast eine Berechtigung gewählt, die es in dieser Version nicht gibt. Lade die Seite neu und wähle noch einmal.',
    'beyond-you': 'Eine Rolle kann nur Berechtigungen haben, die du selbst hast.',
    already: 'Es gibt schon eine Rolle mit diesem Namen.',
    'built-in': 'Diese Rolle ist vorgegeben und lässt sich nicht ändern.',
    'unknown-role': 'Diese Rolle gibt es nicht mehr.',
  },
}

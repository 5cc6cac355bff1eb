import type { Words } from '../catalogues'

export const passkeys: Words['passkeys'] = {
  show: {
    use: 'Passkey benutzen',
    needsScript: 'Um einen Passkey zu benutzen, braucht dein Browser JavaScript.',
    waiting: 'Warten auf deinen Passkey …',
    cancelled:
      'Es wurde kein Passkey benutzt: Der Vorgang wurde abgebrochen oder dauerte zu lange.',
    failed:
      'Dein Browser konnte hier keinen Passkey benutzen. Versuch es noch einmal oder gib dein Passwort ein.',
  },
  signUp: {
    submit: 'Passkey statt Passwort benutzen',
    waiting: 'Warten auf deinen Browser …',
    cancelled:
      'Es wurde kein Passkey erstellt: Der Vorgang wurde abgebrochen oder dauerte zu lange.',
    already: 'Dieses Gerät hat für dieses Konto schon einen Passkey.',
    failed:
      'Dein Browser konnte hier keinen Passkey erstellen. Versuch es noch einmal oder wähle ein Passwort.',
  },
  faults: {
    'unknown-passkey':
      'Dieser Passkey ist hier nicht mehr bekannt. Nimm einen anderen oder melde dich anders an.',
    'passkey-expired': 'Diese Seite war zu lange offen. Versuch es mit dem Passkey noch einmal.',
    'passkey-refused':
      'Dieser Passkey ließ sich nicht prüfen. Versuch es noch einmal oder nimm dein Passwort.',
    'passkey-suspended':
      'Dieser Passkey wurde vielleicht kopiert und ist deshalb gesperrt. Melde dich anders an und sieh dir deine Passkeys an.',
    'passkey-taken': 'Dieser Passkey gehört schon zu einem Konto. Erstelle einen anderen.',
    'too-many-passkeys':
      'Du hast so viele Passkeys, wie ein Konto haben kann. Entferne zuerst einen.',
    missing: 'Dein Browser hat keinen Passkey geschickt. Versuch es noch einmal.',
  },
  card: {
    title: 'Passkeys',
    lead: 'Melde dich mit Fingerabdruck, Gesicht oder der PIN deines Geräts an. Ein Passkey lässt sich nicht erraten und funktioniert auf keiner gefälschten Seite.',
    none: 'Du hast keinen Passkey.',
    count: { one: 'Du hast einen Passkey.', other: 'Du hast {n} Passkeys.' },
    suspended: 'Einer davon wurde vielleicht kopiert und ist gesperrt.',
    add: 'Passkey hinzufügen',
    manage: 'Deine Passkeys',
  },
  offer: {
    title: 'Melde dich ohne Passwort an',
    dismiss: 'Nein, danke',
    dismissing: 'Einen Moment …',
  },
  page: {
    title: 'Passkeys',
    lead: 'Ein Passkey bleibt auf deinem Gerät oder in deinem Passwortmanager. Er ersetzt Passwort und Code.',
    list: 'Deine Passkeys',
    none: 'Du hast noch keinen Passkey.',
    unnamed: 'Passkey',
    synced: 'Zwischen deinen Geräten synchronisiert',
    bound: 'Nur auf diesem einen Gerät',
    made: 'Erstellt am {time}.',
    used: 'Zuletzt benutzt {time}.',
    unused: 'Noch nicht benutzt.',
    suspended:
      'Gesperrt: Sein Zähler lief rückwärts, wie es bei einer Kopie geschieht. Hast du nur das Gerät zurückgesetzt oder wiederhergestellt, kannst du ihn wieder erlauben. Wenn nicht, entferne ihn.',
    unavailable:
      'Passkeys brauchen eine Adresse mit einem Namen. Dieser Server hat nur eine Nummer, daher bieten Browser keine an.',
    unsupported: 'Dieser Browser kennt keine Passkeys.',
    add: {
      title: 'Passkey hinzufügen',
      text: 'Dein Browser fragt, wo er ihn aufbewahren soll.',
      demanded:
        'Danach meldet dein Passwort allein dich nicht mehr an: Erstelle auf jedem Gerät einen, oder richte auch eine Authenticator-App ein.',
      submit: 'Passkey hinzufügen',
      submitting: 'Warten auf deinen Browser …',
      needsScript: 'Um einen Passkey zu erstellen, braucht dein Browser JavaScript.',
      cancelled:
        'Es wurde kein Passkey erstellt: Der Vorgang wurde abgebrochen oder dauerte zu lange.',
      already: 'Dieses Gerät hat für dieses Konto schon einen Passkey.',
      failed:
        'Dein Browser konnte hier keinen Passkey erstellen. Versuch es noch einmal oder nimm einen anderen Browser.',
    },
    rename: {
      open: 'Umbenennen',
      name: '{passkey} umbenennen',
      field: 'Name',
      save: 'Speichern',
      saving: 'Wird gespeichert …',
      missing: 'Gib einen Namen ein.',
    },
    remove: {
      label: 'Entfernen',
      name: '{passkey} entfernen',
      question: '{passkey} entfernen?',
      text: 'Danach kannst du dich nicht mehr mit ihm anmelden.',
      yes: 'Ja, entfernen',
    },
    allow: {
      label: 'Wieder erlauben',
      name: '{passkey} wieder erlauben',
      question: '{passkey} wieder erlauben?',
      text: 'Nur, wenn du sicher bist, dass ihn niemand kopiert hat.',
      yes: 'Ja, erlauben',
    },
    outcomes: {
      added: 'Dein Passkey ist bereit. Melde dich beim nächsten Mal mit ihm an.',
      renamed: 'Der Name ist gespeichert.',
      removed: 'Der Passkey ist entfernt.',
      allowed: 'Der Passkey kann wieder benutzt werden.',
    },
    refusals: {
      'not-found': 'Dieser Passkey wurde schon entfernt.',
      'factor-demanded':
        'Dieses Konto braucht einen zweiten Faktor, und das ist sein einziger. Füge zuerst einen anderen hinzu.',
      'last-way-in':
        'Das ist dein einziger Weg hinein. Füge erst einen anderen Passkey hinzu oder wähle ein Passwort.',
    },
  },
}

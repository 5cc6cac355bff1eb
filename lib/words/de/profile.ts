import type { Words } from '../catalogues'

export const profile: Words['profile'] = {
  lead: 'Wie du hier heißt und wie wir mit dir sprechen.',
  about: {
    title: 'Über dich',
    name: 'Name',
    nameHint: 'Andere sehen ihn neben deiner E-Mail-Adresse. Du kannst ihn auch leer lassen.',
    language: 'Sprache',
    submit: 'Speichern',
    submitting: 'Wird gespeichert …',
  },
  done: 'Dein Profil ist gespeichert.',
  unchanged: 'Dein Profil wurde nicht geändert.',
  address: {
    title: 'E-Mail-Adresse',
    lead: 'Damit meldest du dich an.',
    form: {
      email: 'Neue E-Mail-Adresse',
      hint: 'Wir schicken einen Link dorthin. Bevor du ihn öffnest, ändert sich nichts.',
      submit: 'Adresse ändern',
      submitting: 'Link wird gesendet …',
    },
    asked:
      'Wenn {email} frei ist, haben wir einen Link dorthin geschickt. Öffne ihn dort, wo du angemeldet bist. Auch deine jetzige Adresse erfährt davon.',
    same: 'Das ist schon deine Adresse.',
    changed:
      'Deine E-Mail-Adresse ist geändert. 14 Tage lang kann ein Link in deinem alten Postfach das rückgängig machen.',
    noMail:
      'Diese Seite kann keine Mails senden, deshalb lässt sich die Adresse hier nicht ändern.',
    confirm: {
      title: 'Neue E-Mail-Adresse',
      lead: 'Ab jetzt ist {email} die Adresse deines Kontos, statt {former}.',
      submit: 'Diese Adresse verwenden',
      submitting: 'Adresse wird geändert …',
      back: 'Zu deinem Profil',
    },
    refusals: {
      'bad-link':
        'Dieser Link funktioniert hier nicht: Er wurde benutzt oder ersetzt, ist zu alt oder gehört zu einem anderen Konto. In deinem Profil bekommst du einen neuen.',
      'address-taken': 'Diese Adresse gehört inzwischen zu einem anderen Konto.',
    },
  },
  download: {
    title: 'Deine Daten',
    lead: 'Alles, was wir über dich speichern, in einer Datei.',
    text: 'Die Datei ist in JSON, das Programme lesen können. Sie enthält dein Konto, deine Sitzungen und Geräte, was in deinem Konto geschehen ist und welche Mails wir dir geschickt haben. Ein Passwort enthält sie nicht.',
    submit: 'Meine Daten herunterladen',
  },
  deletion: {
    title: 'Konto löschen',
    lead: 'Du gehst, und deine Daten gehen mit.',
    label: 'Mein Konto löschen',
    question: 'Dein Konto löschen?',
    now: 'Du wirst sofort auf allen Geräten abgemeldet.',
    wait: 'Dein Konto bleibt noch {time} bestehen. Meldest du dich vorher an, behalten wir es.',
    after:
      'Danach wird alles über dich gelöscht, und das lässt sich nicht rückgängig machen. Das Protokoll der Ereignisse bleibt, ohne deinen Namen, deine Adresse und deine Geräte.',
    typed: 'Gib zur Bestätigung deine E-Mail-Adresse {email} ein',
    yes: 'Mein Konto löschen',
    refusals: {
      'not-confirmed': 'Das ist nicht deine E-Mail-Adresse, deshalb wurde nichts gelöscht.',
      'last-administrator':
        'Außer dir gibt es niemanden mit der Rolle administrator. Gib diese Rolle zuerst einem anderen Konto mit Passwort.',
    },
  },
}

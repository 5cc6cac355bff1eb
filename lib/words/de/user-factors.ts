import type { Words } from '../catalogues'

export const userFactors: Words['userFactors'] = {
  title: 'Zweiter Faktor',
  none: 'Keiner. Für eine Anmeldung reicht das Passwort.',
  noApp: 'Keine Authenticator-App. Passkeys ersetzen das Passwort.',
  app: 'Authenticator-App',
  since: 'Eingerichtet {when}',
  lastUsed: 'Zuletzt benutzt {when}',
  // Its column is narrower.
  codes: 'Wiederherstellungs\u00adcodes',
  left: { one: 'Einer ist übrig', other: '{n} sind übrig' },
  noneLeft: 'Keiner ist übrig',
  made: 'Erstellt {when}',
  browsers: 'Vertraute Browser',
  noBrowsers: 'Keine',
  until: 'Fragt bis {when} nicht nach einem Code',
  column: {
    heading: 'Zweiter Faktor',
    yes: 'Ja',
    no: 'Keiner',
  },
  planned: {
    text: 'Er wird am {when} entfernt, so hat es die Administration entschieden. Dann reicht für eine Anmeldung das Passwort. Wird vorher ein Code benutzt, bleibt er.',
    keep: {
      label: 'Behalten',
      name: 'Zweiten Faktor behalten',
      question: 'Zweiten Faktor von {user} behalten?',
      details: 'Er wird nicht entfernt. Eine Anmeldung braucht weiterhin einen Code.',
      yes: 'Ja, behalten',
    },
  },
  removal: {
    title: 'Ist das Handy verloren?',
    text: 'Kann eine Person keinen Code mehr zeigen, kannst du den zweiten Faktor entfernen. Darum bitten auch Kriminelle: Stelle sicher, wer dich fragt.',
    reason: 'Grund',
    reasonHint: 'Er bleibt im Protokoll. Lass Namen und Adressen weg.',
    now: 'Sofort entfernen, ohne die 24 Stunden',
    nowHint:
      'Es sind noch Wiederherstellungscodes oder ein Passkey übrig, eine Anmeldung ist also möglich. Lass dich am Telefon nicht drängen: Tu dies nur, wenn du unter einer Nummer zurückgerufen hast, die du schon vorher kanntest.',
    submit: 'Zweiten Faktor entfernen',
  },
  question: {
    title: 'Zweiten Faktor von {user} entfernen?',
    later:
      'Alle Sitzungen enden jetzt. In 24 Stunden reicht für eine Anmeldung das Passwort. Wird vorher ein Code eingegeben, bleibt der zweite Faktor.',
    now: 'Alle Sitzungen enden, und ab jetzt reicht für eine Anmeldung das Passwort. Das gilt auch für Kriminelle, die es kennen.',
    noCodes:
      'Es ist weder ein Wiederherstellungscode noch ein Passkey übrig, also wird er sofort entfernt.',
    passkeys:
      'Auch die Passkeys werden entfernt: Wer kein Passwort hat, braucht dann einen Link zu einem neuen.',
    sure: 'Wer hat dich darum gebeten? Anrufe und Mails können von Kriminellen kommen. Rufe unter einer Nummer zurück, die du schon vorher kanntest.',
    told: 'Eine Mail sagt der Person Bescheid.',
    untold: 'Von hier lassen sich keine Mails senden. Sage der Person selbst Bescheid.',
    yes: { later: 'In 24 Stunden entfernen', now: 'Sofort entfernen' },
  },
  done: {
    'factor-removed': 'Der zweite Faktor ist entfernt, und alle Sitzungen sind beendet.',
    'factor-planned': 'Der zweite Faktor wird in 24 Stunden entfernt. Alle Sitzungen sind beendet.',
    'factor-kept': 'Der zweite Faktor bleibt.',
  },
  refusals: {
    'no-reason': 'Gib einen Grund an.',
    'long-reason': 'Dieser Grund ist zu lang. Höchstens 300 Zeichen sind möglich.',
    'no-factor': 'Dieses Konto hat keinen zweiten Faktor.',
    'not-planned':
      'Das Entfernen ist nicht mehr geplant: Es ist schon geschehen, oder ein Code wurde benutzt.',
  },
}

import type { Words } from '../catalogues'

export const activity: Words['activity'] = {
  lead: 'Alles, was in deinem Konto geschehen ist. Warst du etwas davon nicht selbst, melde dich überall ab und ändere dein Passwort.',
  title: 'Ereignisse',
  exportCsv: 'Als CSV exportieren',
  unreadable: 'Es wurde nichts gesucht. Korrigiere das markierte Feld.',
  none: 'Nichts passt zum Filter.',
  filter: {
    kind: 'Was',
    anyKind: 'Alles',
    from: 'Von',
    to: 'Bis',
    submit: 'Anzeigen',
    reset: 'Alles anzeigen',
  },
  kinds: {
    logIns: 'An- und abgemeldet',
    warnings: 'Warnungen',
    password: 'Passwort',
    account: 'Konto und Administration',
  },
  faults: {
    'no-kind': 'Wähle einen Eintrag der Liste.',
    'no-day': 'Das ist kein Datum. Gib eines wie 2026-11-24 ein.',
    'ends-before-it-begins': 'Der letzte Tag darf nicht vor dem ersten liegen.',
  },
}

import type { Words } from '../catalogues'

export const audit: Words['audit'] = {
  title: 'Protokoll',
  lead: 'Hier steht alles, was geschehen ist. Jedes Ereignis ist mit dem vorigen verknüpft, damit sich nachträgliche Änderungen erkennen lassen.',
  signed: 'Die Ereignisse bis Nummer {number} wurden am {time} signiert.',
  exportCsv: 'Als CSV exportieren',
  exportJson: 'Als JSON exportieren',
  unreadable: 'Es wurde nichts gesucht. Korrigiere das markierte Feld.',
  empty: 'Es gibt noch keine Ereignisse.',
  none: 'Kein Ereignis passt zum Filter: {conditions}.',
  conditions: {
    type: 'Ereignis „{value}“',
    user: 'betrifft „{value}“',
    actor: 'durch „{value}“',
    session: 'Sitzung „{value}“',
    network: 'Netzwerk „{value}“',
    from: 'ab „{value}“',
    to: 'bis „{value}“',
  },
  filter: {
    type: 'Ereignis',
    anyType: 'Alle',
    user: 'Betrifft (Adresse oder ID)',
    actor: 'Durch (Adresse oder ID)',
    session: 'Sitzung (ID)',
    network: 'Netzwerk',
    from: 'Von (UTC)',
    to: 'Bis (UTC)',
    submit: 'Anzeigen',
    reset: 'Alles anzeigen',
  },
  faults: {
    'no-type': 'Ein Ereignis mit diesem Namen gibt es nicht.',
    'no-person': 'Das ist weder eine E-Mail-Adresse noch eine ID.',
    'unknown-address':
      'Kein Konto hat diese Adresse. Ereignisse eines gelöschten Kontos findest du über seine ID.',
    'takes-id':
      'Gib die ID ein. Dir fehlt die Berechtigung, Konten über die E-Mail-Adresse zu suchen.',
    'no-session': 'Das ist keine ID einer Sitzung.',
    'no-network': 'Das ist keine Netzwerkadresse. Gib eine wie 192.0.2.1 ein.',
    'no-day': 'Das ist kein Datum. Gib eines wie 2026-11-24 ein.',
    'ends-before-it-begins': 'Das Ende muss nach dem Anfang liegen.',
  },
}

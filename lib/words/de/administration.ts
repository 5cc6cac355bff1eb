import type { Words } from '../catalogues'

export const administration: Words['administration'] = {
  title: '{page} · Administration',
  question: {
    cancel: 'Abbrechen',
    oneMoment: 'Einen Moment …',
  },
  link: {
    label: 'Einmal-Link',
    hint: 'Gib ihn nur der Person, der das Konto gehört. Er funktioniert einmal, bis {time}, und wird nicht noch einmal angezeigt.',
    copy: 'Kopieren',
    copied: 'Kopiert',
  },
  actors: {
    commandLine: 'die Kommandozeile',
    system: '{app} selbst',
    deleted: '{id} (gelöscht)',
  },
}

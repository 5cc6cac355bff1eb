import type { Words } from '../catalogues'

export const keys: Words['keys'] = {
  title: 'Schlüssel',
  lead: 'Diese Schlüssel signieren Zugriffstoken. Andere Dienste prüfen die Token mit den öffentlichen Schlüsseln unter {path}. {events}',
  events: 'Ereignisse zu Schlüsseln',
  derived:
    'Token werden mit HS256 signiert, mit einem Schlüssel, der aus AUTH_SECRET abgeleitet ist. Er ändert sich zusammen mit diesem Geheimnis. Deshalb lässt sich hier nichts wechseln oder sperren.',
  rotate: {
    title: 'Schlüsselwechsel',
    lead: 'Danach signiert der nächste Schlüssel. Niemand wird abgemeldet, und kein Token wird abgelehnt.',
    label: 'Jetzt wechseln',
    question: 'Ab jetzt mit dem nächsten Schlüssel signieren?',
    text: 'Alle Token, die ab jetzt ausgestellt werden, werden mit dem nächsten Schlüssel signiert. Der jetzige Schlüssel signiert nie wieder.',
    readyAt:
      'Der nächste Schlüssel kann ab {time} signieren. Vorher kennen ihn andere Dienste vielleicht noch nicht.',
    rotatesAt: 'Die Schlüssel wechseln automatisch am {time}.',
  },
  states: {
    next: {
      label: 'Nächster',
      text: 'Schon veröffentlicht, damit andere Dienste ihn kennen, bevor er signiert.',
    },
    active: { label: 'Signiert', text: 'Signiert alle Token, die jetzt ausgestellt werden.' },
    retiring: {
      label: 'Abgelöst',
      text: 'Signiert nicht mehr. Die Token, die er signiert hat, gelten, bis sie ablaufen.',
    },
    gone: {
      label: 'Vernichtet',
      text: 'Alle Token, die er signiert hat, sind abgelaufen, und sein privater Teil ist vernichtet.',
    },
    burned: {
      label: 'Gesperrt',
      text: 'Dieser Schlüssel und jedes Token, das er signiert hat, werden abgelehnt.',
    },
  },
  life: {
    created: 'Erzeugt {time}',
    activated: 'Begann {time} zu signieren',
    retired: 'Abgelöst {time}',
    expires: 'Läuft {time} ab',
    burned: 'Gesperrt {time}',
  },
  burn: {
    label: 'Sperren',
    name: 'Schlüssel {start} sperren',
    title: 'Schlüssel {start}… sperren?',
    text: 'Sperre einen Schlüssel, der bekannt geworden sein könnte. Jedes Token, das er signiert hat, wird bei der nächsten Anfrage abgelehnt. Browser erhalten automatisch neue Token, und andere Dienste folgen innerhalb von Minuten. Das lässt sich nicht rückgängig machen.',
    typed: 'Gib zur Bestätigung {start} ein, den Anfang der ID des Schlüssels',
    confirm: 'Schlüssel sperren',
  },
  done: {
    rotated:
      'Jetzt signiert der nächste Schlüssel. Die Token des vorigen gelten, bis sie ablaufen.',
    burned: 'Der Schlüssel wurde gesperrt. Jedes Token, das er signiert hat, wird abgelehnt.',
  },
  refusals: {
    derived: 'Der Schlüssel ist aus AUTH_SECRET abgeleitet. Ändere stattdessen dieses Geheimnis.',
    'too-soon':
      'Noch nicht: Andere Dienste kennen den nächsten Schlüssel vielleicht nicht. Wenn ein Schlüssel bekannt geworden ist, sperre ihn stattdessen.',
    'not-found': 'Diesen Schlüssel gibt es nicht.',
    'burned-before': 'Dieser Schlüssel wurde schon gesperrt.',
    'not-confirmed':
      'Es wurde nichts gesperrt. Deine Eingabe ist nicht der Anfang der ID des Schlüssels.',
  },
}

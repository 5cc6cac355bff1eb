import type { Words } from '../catalogues'

export const deviceCode: Words['deviceCode'] = {
  enter: {
    title: 'Ein Gerät verbinden',
    lead: 'Gib den Code ein, den das Gerät zeigt. Mach nur weiter, wenn du das gerade selbst begonnen hast.',
    code: 'Code des Geräts',
    hint: 'Acht Buchstaben, etwa BCDF-GHJK',
    submit: 'Weiter',
    submitting: 'Suche …',
    unknown: 'Kein Gerät wartet mit diesem Code. Prüfe ihn; Codes gelten zehn Minuten.',
  },
  question: {
    title: '{app} erlauben?',
    lead: 'Ein Gerät mit {app} möchte dein Konto {email} benutzen.',
    gets: 'Es bekommt:',
    from: 'Es hat {when} von {network} aus gefragt.',
    fromUnknown: 'Es hat {when} gefragt.',
    near: 'Das ist in deinem Netz.',
    far: 'Das ist nicht in deinem Netz. Steht das Gerät nicht neben dir, will dich vielleicht jemand mit seinem Code hereinlegen: dann lehne ab.',
    unknown: 'Mach nur weiter, wenn das Gerät neben dir steht.',
    allow: 'Erlauben',
    refuse: 'Ablehnen',
    sending: 'Einen Moment …',
    notYours: 'Mit deinen Rollen kannst du diese Anwendung nicht benutzen.',
  },
  allowed: {
    title: 'Das Gerät ist verbunden',
    lead: 'Du kannst jetzt zu ihm zurückgehen und diese Seite schließen.',
  },
  refused: {
    title: 'Das Gerät wurde abgelehnt',
    lead: 'Es hat nichts bekommen. Du kannst diese Seite schließen.',
  },
  gone: {
    title: 'Diese Anfrage ist abgelaufen',
    lead: 'Lass das Gerät einen neuen Code zeigen, und gib den ein.',
    again: 'Code eingeben',
  },
}

import type { Words } from '../catalogues'

export const oauth: Words['oauth'] = {
  consent: {
    title: '{app} erlauben?',
    lead: '{app} ({origin}) möchte dein Konto {email} benutzen.',
    gets: 'Sie bekommt:',
    scopes: {
      openid: 'Eine Kennung, an der sie dich wiedererkennt',
      profile: 'Deinen Namen und deine Sprache',
      email: 'Deine E-Mail-Adresse, und ob sie bestätigt ist',
      roles: 'Deine Rollen',
      offline_access: 'Zugriff, der nach dem Abmelden weitergeht, bis du ihn entfernst',
    },
    service: 'In deinem Namen „{service}“ zu benutzen',
    later: 'Du kannst das jederzeit zurücknehmen, unter „Anwendungen“.',
    allow: 'Erlauben',
    refuse: 'Abbrechen',
    sending: 'Einen Moment …',
    notYou: 'Das bist nicht du? Abmelden und ein anderes Konto benutzen',
  },
  account: {
    title: 'Weiter zu {app}',
    lead: 'Du bist als {email} angemeldet.',
    submit: 'Mit diesem Konto weiter',
    change: 'Anderes Konto benutzen',
  },
  gone: {
    title: 'Diese Anfrage ist abgelaufen',
    lead: 'Geh zur Anwendung zurück und fang noch einmal an.',
  },
  logOut: {
    title: 'Abmelden?',
    lead: '{app} möchte dich abmelden.',
    leadUnnamed: 'Eine Anwendung möchte dich abmelden.',
    this: 'Auf diesem Gerät abmelden',
    everywhere: 'Überall abmelden',
    stay: 'Angemeldet bleiben',
    sending: 'Melde ab …',
  },
  problem: {
    title: 'Hier geht es nicht weiter',
    description: 'Die Anfrage einer Anwendung konnte nicht beantwortet werden.',
    invalid_client:
      'Die Anwendung, von der du kommst, ist hier nicht bekannt. Vielleicht wurde sie entfernt.',
    invalid_redirect_uri:
      'Die Anwendung will dich an eine Adresse zurückschicken, die nicht für sie eingetragen ist. Zu deinem Schutz schicken wir dich nicht dorthin.',
    invalid_request: 'Die Anwendung hat eine Anfrage geschickt, die sich nicht verstehen lässt.',
    expired:
      'Die Anfrage ist abgelaufen oder wurde schon beantwortet. Geh zur Anwendung zurück und fang noch einmal an.',
    unknown: 'Die Anwendung hat eine Anfrage geschickt, die sich nicht beantworten lässt.',
    code: 'Nenne denen, die die Anwendung betreiben, diesen Code: {code}',
  },
}

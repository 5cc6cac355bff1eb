import type { Words } from '../catalogues'

const unknownDevice = 'Wenn du eines dieser Geräte nicht kennst, melde dich jetzt überall ab.'

export const ownIncidents: Words['ownIncidents'] = {
  titles: {
    reuse: 'Eine deiner Sitzungen wurde vielleicht kopiert',
    predecessor: 'Zwei Browser haben eine deiner Sitzungen benutzt',
    'two-places': 'Eine deiner Sitzungen wurde an zwei Orten gleichzeitig benutzt',
    'app-reuse': 'Der Zugriff einer Anwendung auf dein Konto wurde vielleicht kopiert',
    'wrong-code': 'Dein Passwort wurde eingegeben, und dann ein falscher Code',
  },
  titlesHere: {
    reuse: 'Diese Sitzung wurde vielleicht kopiert',
    predecessor: 'Zwei Browser haben diese Sitzung benutzt',
    'two-places': 'Diese Sitzung wurde an zwei Orten gleichzeitig benutzt',
    'app-reuse': 'Der Zugriff einer Anwendung auf dein Konto wurde vielleicht kopiert',
    'wrong-code': 'Dein Passwort wurde eingegeben, und dann ein falscher Code',
  },
  texts: {
    reuse:
      'Ein anderer Browser hat anscheinend eine Kopie einer deiner Sitzungen benutzt. Wir haben diese Sitzung in beiden Browsern beendet. Deine anderen Geräte sind weiterhin angemeldet.',
    predecessor: `Eine Sitzung gehört zu einem Browser, aber diese wurde in zwei Browsern benutzt. Sie wurde nicht beendet. ${unknownDevice}`,
    'two-places': `Innerhalb weniger Minuten wurde diese Sitzung in zwei Browsern und aus zwei Netzwerken benutzt. Sie wurde nicht beendet. ${unknownDevice}`,
    'app-reuse':
      'Eine Kopie dessen, was „{app}“ von deinem Konto hat, wurde benutzt. Wir haben den Zugriff beendet: Melde dich dort neu an. Hier bist du weiterhin angemeldet. Wenn du das Netzwerk unten nicht kennst, melde dich jetzt überall ab.',
    'wrong-code':
      'Auf einem Gerät, das dein Konto nicht kennt, wurde dein richtiges Passwort eingegeben. Der Code war falsch, deshalb gab es keinen Zugriff. Warst du es nicht, ist dein Passwort bekannt: Melde dich jetzt überall ab und wähle ein neues.',
  },
  box: {
    title: { other: '{n} Hinweise darauf, dass jemand anderes dein Konto benutzen könnte' },
    usualDevice: 'Gewohntes Gerät',
    newDevice: 'Neues Gerät',
    thisWasMe: 'Das war ich',
    sending: 'Einen Moment …',
    thanks: 'Danke für deine Antwort.',
    logOutEverywhere: 'Überall abmelden und Passwort ändern',
  },
}

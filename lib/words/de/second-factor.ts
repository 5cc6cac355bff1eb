import type { Words } from '../catalogues'

export const secondFactor: Words['secondFactor'] = {
  field: {
    label: 'Code',
    hint: 'Die sechs Ziffern aus deiner Authenticator-App oder ein Wiederherstellungscode.',
  },
  faults: {
    missing: 'Gib einen Code ein.',
    wrong: 'Dieser Code stimmt nicht. Codes wechseln alle 30 Sekunden, und jeder gilt nur einmal.',
    slow: {
      one: 'Dieser Code ist zu alt: Die Uhr deiner Authenticator-App geht eine Minute nach. Lass dein Handy die Zeit automatisch einstellen und gib einen neuen Code ein.',
      other:
        'Dieser Code ist zu alt: Die Uhr deiner Authenticator-App geht {n} Minuten nach. Lass dein Handy die Zeit automatisch einstellen und gib einen neuen Code ein.',
    },
    fast: {
      one: 'Dieser Code gilt noch nicht: Die Uhr deiner Authenticator-App geht eine Minute vor. Lass dein Handy die Zeit automatisch einstellen und gib einen neuen Code ein.',
      other:
        'Dieser Code gilt noch nicht: Die Uhr deiner Authenticator-App geht {n} Minuten vor. Lass dein Handy die Zeit automatisch einstellen und gib einen neuen Code ein.',
    },
  },
  logIn: {
    title: 'Gib deinen Code ein',
    lead: 'Dein Passwort stimmt. Dieses Konto verlangt außerdem einen Code.',
    description: 'Melde dich mit einem Code deiner Authenticator-App an.',
    passkeyOnly: {
      title: 'Zeig deinen Passkey',
      lead: 'Dein Passwort stimmt. Dieses Konto verlangt außerdem einen Passkey.',
    },
    trust: 'Diesem Browser 30 Tage lang vertrauen',
    trustHint: 'Dann verlangt er keinen Code. Nur, wenn ihn sonst niemand benutzt.',
    submit: 'Anmelden',
    submitting: 'Wird geprüft …',
    again: 'Mit einem anderen Konto anmelden',
    expired: {
      title: 'Melde dich noch einmal an',
      message:
        'Diese Anmeldung hat länger als zehn Minuten gedauert oder hatte zu viele falsche Codes. Es ist nichts passiert: Beginne noch einmal mit deinem Passwort.',
      button: 'Anmelden',
    },
  },
  recovering:
    'Du hast dich mit einem Wiederherstellungscode angemeldet. Ist deine App verloren, kannst du sie hier bis {time} ohne Code entfernen und neue Wiederherstellungscodes erstellen.',
  enrol: {
    title: 'Richte einen zweiten Faktor ein',
    lead: 'Dein Passwort stimmt. Für die Anmeldung braucht dieses Konto jetzt außerdem einen Code aus einer App auf deinem Handy.',
    description: 'Melde dich an, indem du eine Authenticator-App einrichtest.',
    submit: 'Einschalten und anmelden',
    done: { title: 'Du bist angemeldet', button: 'Weiter' },
  },
  demanded: {
    grace: {
      title: 'Dieses Konto braucht einen zweiten Faktor',
      text: 'Ab {time} reicht ein Passwort allein nicht mehr für die Anmeldung. Richte vorher eine Authenticator-App oder einen Passkey ein: Damit kommt niemand hinein, der nur dein Passwort gestohlen hat.',
    },
    over: {
      title: 'Richte jetzt einen zweiten Faktor ein',
      text: 'Seit {time} reicht ein Passwort allein nicht mehr für die Anmeldung. Hier bleibst du angemeldet, aber die nächste Anmeldung beginnt mit dem Einrichten.',
    },
    setUp: 'Jetzt einrichten',
  },
  card: {
    title: 'Codes bei der Anmeldung',
    lead: 'Wer dein Passwort gestohlen hat, kommt ohne einen Code deines Handys nicht hinein.',
    off: 'Aus. Für die Anmeldung reicht dein Passwort.',
    on: 'Eingeschaltet seit {time}.',
    left: {
      one: 'Ein Wiederherstellungscode ist übrig.',
      other: '{n} Wiederherstellungscodes sind übrig.',
    },
    few: {
      one: 'Nur ein Wiederherstellungscode ist übrig. Erstelle neue.',
      other: 'Nur {n} Wiederherstellungscodes sind übrig. Erstelle neue.',
    },
    none: 'Kein Wiederherstellungscode ist übrig. Erstelle neue, sonst kommst du ohne dein Handy nicht hinein.',
    setUp: 'Einrichten',
    manage: 'Authenticator-App',
    codes: 'Wiederherstellungscodes',
  },
  authenticator: {
    title: 'Authenticator-App',
    lead: 'Eine App auf deinem Handy zeigt alle 30 Sekunden einen neuen Code, auch ohne Verbindung.',
    begin: 'App einrichten',
    beginning: 'Einen Moment …',
    scan: {
      title: '1. Füge das Konto deiner App hinzu',
      text: 'Öffne eine Authenticator-App, zum Beispiel die Passwort-App deines Handys, und scanne dieses Bild.',
      picture: 'Der Schlüssel als Bild zum Scannen',
      key: 'Kannst du es nicht scannen, gib diesen Schlüssel ein:',
      open: 'In einer App auf diesem Gerät öffnen',
    },
    check: {
      title: '2. Gib den Code ein, den sie zeigt',
      hint: 'Sechs Ziffern, alle 30 Sekunden neue.',
      submit: 'Einschalten',
      submitting: 'Wird geprüft …',
    },
    gone: 'Es wurde keine App eingeschaltet: Die Einrichtung hat zu lange gedauert, hatte zu viele falsche Codes oder wurde anderswo neu begonnen. Beginne noch einmal.',
    on: 'Die Anmeldung verlangt seit {time} einen Code deiner App. Zuletzt benutzt {used}.',
    kept: 'Dieses Konto braucht einen zweiten Faktor, und die App ist sein einziger. Deshalb lässt sie sich nicht entfernen. Eine andere App kann sie ersetzen.',
    replace: {
      label: 'Andere App einrichten',
      waits: 'Diese App gilt, bis die andere einen Code gezeigt hat.',
    },
    remove: {
      label: 'App entfernen',
      question: 'Authenticator-App entfernen?',
      text: 'Dann reicht für die Anmeldung dein Passwort, und deine Wiederherstellungscodes gelten nicht mehr. Du kannst jederzeit eine andere App einrichten.',
      yes: 'Ja, entfernen',
    },
    outcomes: {
      removed: 'Die Authenticator-App ist entfernt. Die Anmeldung verlangt keinen Code mehr.',
    },
  },
  recoveryCodes: {
    title: 'Wiederherstellungscodes',
    lead: 'Mit einem von ihnen kannst du dich anmelden, wenn du dein Handy verlierst. Jeder gilt einmal.',
    needsApp: 'Wiederherstellungscodes bekommst du mit einer Authenticator-App.',
    made: 'Erstellt am {time}.',
    fresh: {
      title: 'Deine Wiederherstellungscodes',
      on: 'Von jetzt an verlangt die Anmeldung einen Code deiner App.',
      lead: 'Bewahre sie bei wichtigen Papieren oder in einem Passwortmanager auf. Wir können sie nicht noch einmal zeigen.',
      copy: 'Kopieren',
      copied: 'Kopiert',
      download: 'Herunterladen',
      print: 'Drucken',
      file: 'Wiederherstellungscodes von {email} bei {app}',
      saved: 'Ich habe sie gespeichert',
    },
    renew: {
      label: 'Neue Codes erstellen',
      question: 'Neue Wiederherstellungscodes erstellen?',
      text: 'Die bisherigen Codes gelten dann nicht mehr.',
      yes: 'Ja, neue Codes erstellen',
    },
  },
}

import type { Words } from '../catalogues'

export const problems: Words['problems'] = {
  details: {
    'invalid-request':
      'Der Inhalt hat nicht die Form, die hier erwartet wird. Die Liste „errors“ sagt, was zu ändern ist.',
    'bad-request':
      'Wir konnten diese Anfrage nicht verstehen. Prüfe ihre Adresse, oder gehe zurück und versuche es noch einmal.',
    'unknown-audience':
      '„audience“ nennt einen Dienst, für den diese Token nicht gelten können. Lass „audience“ weg, um Token für alle erlaubten Dienste zu erhalten.',
    'not-authenticated':
      'Dafür ist ein Token nötig. Sende es im Header „Authorization“, nach dem Wort „Bearer“.',
    'invalid-token':
      'Das Token ist beschädigt oder wurde nicht hier ausgestellt. Hole dir mit dem Refresh-Token ein neues, oder melde dich noch einmal an.',
    'token-expired':
      'Das Zugriffstoken gilt nicht mehr. Hole dir mit dem Refresh-Token ein neues und sende die Anfrage noch einmal.',
    'token-not-yet-valid':
      'Nach der Uhr dieses Dienstes gilt das Zugriffstoken noch nicht. Warte ein paar Sekunden und sende die Anfrage noch einmal.',
    'session-ended': 'Die Sitzung dieses Tokens ist beendet. Melde dich noch einmal an.',
    'confirm-first':
      'Dafür muss vor Kurzem bestätigt worden sein, dass du es bist. Gib dein Passwort ein und sende die Anfrage noch einmal.',
    'wrong-password': 'Das Passwort ist falsch.',
    'wrong-credentials': 'E-Mail-Adresse oder Passwort ist falsch.',
    'mfa-required':
      'Das Passwort stimmt. Dieses Konto verlangt außerdem einen Code: Sende einen aus der Authenticator-App oder einen Wiederherstellungscode.',
    'wrong-code':
      'Der Code stimmt nicht. Codes wechseln alle 30 Sekunden, und jeder gilt nur einmal.',
    'log-in-expired':
      'Diese Anmeldung hat zu lange gedauert oder hatte zu viele falsche Codes. Beginne noch einmal mit dem Passwort.',
    'invalid-refresh-token':
      'Das Refresh-Token ist beschädigt oder wurde nicht hier ausgestellt. Melde dich noch einmal an.',
    'refresh-token-reused':
      'Dieses Refresh-Token wurde schon einmal benutzt, also wurde es vielleicht kopiert. Zum Schutz des Kontos wurde die Sitzung beendet. Melde dich noch einmal an.',
    'not-signed-in': 'Du bist nicht angemeldet. Melde dich an und versuche es noch einmal.',
    'address-unverified':
      'Dieses Konto muss erst seine E-Mail-Adresse bestätigen. Melde dich mit einem Browser an, dann schicken wir einen neuen Link.',
    'mfa-enrolment-required':
      'Dieses Konto braucht eine Authenticator-App. Melde dich mit einem Browser an und richte sie auf der Seite zur Sicherheit ein.',
    'not-allowed': 'Deinem Konto fehlt die Berechtigung dafür.',
    'cross-site':
      'Diese Anfrage kam von einer anderen Website, deshalb wurde nichts geändert. Öffne die Seite hier und versuche es noch einmal.',
    'not-removable':
      'Das muss bleiben: Wiederherstellungscodes gehen mit der Authenticator-App, und der letzte Weg hinein bleibt, ebenso der letzte zweite Faktor, wo einer nötig ist.',
    'not-found': 'Unter dieser Adresse gibt es nichts. Prüfe den Pfad und die ID darin.',
    'method-not-allowed': 'Diese Adresse unterstützt die Methode dieser Anfrage nicht.',
    'too-large': 'Die Anfrage ist zu groß. Sende weniger auf einmal.',
    'unsupported-media-type':
      'Der Inhalt ist von einer Art, die hier nicht angenommen wird. Sende ihn als „application/json“, unkomprimiert.',
    'wrong-host':
      'Diese Adresse gehört nicht zu dieser Anwendung. Prüfe, ob sie richtig geschrieben ist.',
    'too-many-requests':
      'Das waren zu viele Versuche. Warte so viele Sekunden, wie der Header „Retry-After“ sagt, und versuche es dann noch einmal.',
    'internal-error': 'Bei uns ist etwas schiefgegangen. Versuche es gleich noch einmal.',
    'unknown-coding':
      'Der Inhalt hat eine Übertragungskodierung, die nicht unterstützt wird. Sende ihn im Ganzen oder in Stücken („chunked“).',
    'too-busy': 'Gerade ist sehr viel los. Versuche es in ein paar Sekunden noch einmal.',
    unavailable:
      'Wir erreichen unsere Datenbank gerade nicht. Es wurde nichts geändert. Versuche es in ein paar Sekunden noch einmal.',
  },
  faults: {
    notJson: 'Das ist kein JSON-Objekt in UTF-8, das jedes Element nur einmal nennt.',
    notForm: 'Das ist kein Webformular in UTF-8, das jedes Feld nur einmal nennt.',
    unknown: 'Das wird hier nicht erwartet. Lass es weg.',
    form: 'Das hat nicht die Form, die erwartet wird.',
    missing: {
      string: 'Das fehlt. Sende einen Text.',
      array: 'Das fehlt. Sende eine Liste.',
      object: 'Das fehlt. Sende ein JSON-Objekt.',
      boolean: 'Das fehlt. Sende true oder false.',
      number: 'Das fehlt. Sende eine Zahl.',
      int: 'Das fehlt. Sende eine ganze Zahl.',
    },
    wrongKind: {
      string: 'Sende hier einen Text.',
      array: 'Sende hier eine Liste.',
      object: 'Sende hier ein JSON-Objekt.',
      boolean: 'Sende hier true oder false.',
      number: 'Sende hier eine Zahl.',
      int: 'Sende hier eine ganze Zahl.',
    },
    missingKind: 'Das fehlt. Sende einen Wert vom Typ „{kind}“.',
    anotherKind: 'Sende hier einen Wert vom Typ „{kind}“.',
    atMost: {
      string: {
        one: 'Sende hier höchstens {n} Zeichen.',
        other: 'Sende hier höchstens {n} Zeichen.',
      },
      array: {
        one: 'Sende hier höchstens {n} Eintrag.',
        other: 'Sende hier höchstens {n} Einträge.',
      },
    },
    atLeast: {
      string: {
        one: 'Sende hier mindestens {n} Zeichen.',
        other: 'Sende hier mindestens {n} Zeichen.',
      },
      array: {
        one: 'Sende hier mindestens {n} Eintrag.',
        other: 'Sende hier mindestens {n} Einträge.',
      },
    },
    highest: 'Sende hier höchstens {limit}.',
    lowest: 'Sende hier mindestens {limit}.',
  },
}

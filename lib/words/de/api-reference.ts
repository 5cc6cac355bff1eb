import type { Words } from '../catalogues'

export const apiReference: Words['apiReference'] = {
  title: 'API-Referenz',
  description:
    'Alle Funktionen der Bearer-API: was sie erwarten, was sie antworten und wie jedes Problem heißt.',
  onThisPage: 'Auf dieser Seite',
  lead: 'Für Geräte und Programme. Sie melden sich einmal an, behalten ein Refresh-Token und senden mit jeder Anfrage ein kurzlebiges Zugriffstoken. Anfragen und Antworten sind JSON, Cookies werden nie gelesen, und jedes Problem hat einen festen `code`. Die Beschreibungen der einzelnen Funktionen sind auf Englisch.',
  alsoFor: 'Zugriffstoken gelten auch für {services}.',
  verifying:
    'Andere Dienste prüfen sie selbst mit {keys}. Programme lesen diese Seite als {openapi} (OpenAPI 3.1).',
  access: {
    bearer: 'Braucht ein Zugriffstoken.',
    anyone: 'Braucht kein Token im Header.',
  },
  takesForms: 'Der Inhalt darf auch ein Webformular sein.',
  body: 'Inhalt',
  optional: 'optional',
  answer: 'Antwort {status}',
  withoutBody: 'ohne Inhalt',
  problems: 'Probleme',
  problemsLead:
    'Eine abgelehnte Anfrage wird mit `application/problem+json` (RFC 9457) beantwortet. Verlass dich auf den `code`: Er bleibt gleich, während sich der Text ändern kann. Nach 503 darfst du dieselbe Anfrage noch einmal senden, ebenso nach 429, sobald `Retry-After` Sekunden vergangen sind: Eine Anfrage wird ganz oder gar nicht ausgeführt.',
}

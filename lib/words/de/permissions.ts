import type { Words } from '../catalogues'

export const permissions: Words['permissions'] = {
  names: {
    'statistics:read': 'Die Übersicht mit ihren Statistiken sehen',
    'users:read': 'Konten mit ihren Rollen und Aktivitäten sehen',
    'users:create': 'Konten erstellen',
    'users:disable': 'Konten deaktivieren und aktivieren',
    'users:delete': 'Konten löschen',
    'users:reset-password': 'Links für ein neues Passwort erstellen',
    'roles:read': 'Rollen und ihre Berechtigungen sehen',
    'roles:grant': 'Rollen vergeben und entziehen',
    'roles:write': 'Rollen erstellen, ändern und löschen',
    'sessions:read': 'Die Sitzungen aller Konten sehen',
    'sessions:end': 'Die Sitzungen aller Konten beenden',
    'incidents:read': 'Vorfälle sehen: Sitzungen, die anscheinend von zwei Browsern benutzt wurden',
    'audit:read': 'Das Protokoll lesen und exportieren',
    'keys:read': 'Die Schlüssel sehen, mit denen Token signiert werden',
    'keys:rotate': 'Zum nächsten Signaturschlüssel wechseln',
    'keys:burn': 'Schlüssel sperren, sodass nichts mehr gilt, was sie signiert haben',
  },
  pages: {
    overview: 'Übersicht',
    users: 'Konten',
    roles: 'Rollen',
    incidents: 'Vorfälle',
    audit: 'Protokoll',
    keys: 'Schlüssel',
  },
}

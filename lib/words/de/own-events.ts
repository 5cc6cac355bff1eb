import type { Words } from '../catalogues'

export const ownEvents: Words['ownEvents'] = {
  none: 'Noch keine Aktivitäten.',
  loggedOutDevice: 'Du hast {device} abgemeldet',
  otherSide: 'Auch benutzt von: {browser} · {network}',
  kinds: {
    authn_login_success: 'Du hast dich angemeldet',
    authn_login_fail: 'Es wurde ein falsches Passwort eingegeben',
    authn_login_fail_max:
      'Es wurden zu viele falsche Passwörter eingegeben, deshalb war die Anmeldung eine Zeit lang gesperrt',
    authn_password_change: 'Du hast dein Passwort geändert',
    authn_password_change_fail:
      'Eine Passwortänderung ist fehlgeschlagen: Das aktuelle Passwort war falsch',
    authn_token_shared: 'Zwei Browser haben eine deiner Sitzungen benutzt',
    authn_token_reuse:
      'Eine Kopie einer deiner Sitzungen wurde benutzt, deshalb haben wir diese Sitzung beendet',
    authn_password_link_created:
      'Die Administration hat einen Link für ein neues Passwort erstellt',
    authn_password_reset: 'Mit einem Link wurde ein neues Passwort gewählt',
    authz_change: 'Deine Berechtigungen wurden geändert',
    session_ended: 'Die Administration hat eines deiner Geräte abgemeldet',
    session_ended_everywhere: 'Die Administration hat alle deine Geräte abgemeldet',
    session_logout: 'Ein Gerät wurde abgemeldet',
    session_logout_others: 'Du hast alle anderen Geräte abgemeldet',
    session_logout_everywhere: 'Du hast dich überall abgemeldet',
    user_created: 'Dein Konto wurde erstellt',
    user_disabled: 'Die Administration hat dein Konto deaktiviert',
    user_enabled: 'Die Administration hat dein Konto wieder aktiviert',
  },
}

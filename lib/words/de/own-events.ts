import type { Words } from '../catalogues'

export const ownEvents: Words['ownEvents'] = {
  none: 'Noch keine Aktivitäten.',
  loggedOutDevice: 'Du hast {device} abgemeldet',
  otherSide: 'Auch benutzt von: {browser} · {network}',
  kinds: {
    app_access_removed: 'Der Zugriff einer Anwendung wurde entfernt',
    app_allowed: 'Du hast einer Anwendung erlaubt, dein Konto zu benutzen',
    app_token_reuse:
      'Eine Kopie von dem, was eine Anwendung von deinem Konto hat, wurde benutzt, deshalb haben wir ihren Zugriff beendet',
    authn_login_success: 'Du hast dich angemeldet',
    authn_login_fail: 'Es wurde ein falsches Passwort eingegeben',
    authn_login_fail_max:
      'Es wurden zu viele falsche Passwörter eingegeben, deshalb war die Anmeldung eine Zeit lang gesperrt',
    authn_code_fail: 'Nach deinem Passwort wurde ein falscher Code eingegeben',
    authn_confirm: 'Du hast mit deinem Passwort bestätigt, dass du es bist',
    authn_confirm_fail:
      'Bei einer Bestätigung wurde ein falsches Passwort oder ein falscher Code eingegeben',
    authn_factor_added: 'Du hast eine Authenticator-App eingerichtet',
    authn_factor_demanded: 'Du wurdest aufgefordert, einen zweiten Faktor einzurichten',
    authn_factor_removed: 'Deine Authenticator-App wurde entfernt',
    authn_factor_reset: 'Die Administration hat deinen zweiten Faktor entfernt',
    authn_passkey_added: 'Du hast einen Passkey hinzugefügt',
    authn_passkey_allowed: 'Du hast einen gesperrten Passkey wieder erlaubt',
    authn_passkey_removed: 'Ein Passkey von dir wurde entfernt',
    authn_passkey_suspended: 'Ein Passkey wurde gesperrt: Er wurde vielleicht kopiert',
    authn_factor_reset_undone: 'Das geplante Entfernen deines zweiten Faktors wurde zurückgenommen',
    authn_password_change: 'Du hast dein Passwort geändert',
    authn_password_change_fail:
      'Eine Passwortänderung ist fehlgeschlagen: Das aktuelle Passwort war falsch',
    authn_token_shared: 'Zwei Browser haben eine deiner Sitzungen benutzt',
    authn_token_reuse:
      'Eine Kopie einer deiner Sitzungen wurde benutzt, deshalb haben wir diese Sitzung beendet',
    authn_password_link_created:
      'Die Administration hat einen Link für ein neues Passwort erstellt',
    authn_password_reset: 'Mit einem Link wurde ein neues Passwort gewählt',
    authn_password_reset_asked: 'Wir haben dir einen Link für ein neues Passwort gemailt',
    authn_recovery_code_used: 'Du hast dich mit einem Wiederherstellungscode angemeldet',
    authn_recovery_codes_created: 'Du hast neue Wiederherstellungscodes erstellt',
    authz_change: 'Deine Berechtigungen wurden geändert',
    known_device_added: 'Du hast einen Browser mit einem Link aus einer Mail bekannt gemacht',
    known_device_forgotten: 'Du hast Browser vergessen lassen, mit denen du dich angemeldet hast',
    known_device_trust_ended:
      'Du vertraust einem Browser nicht mehr: Er fragt wieder nach einem Code',
    session_ended: 'Die Administration hat eines deiner Geräte abgemeldet',
    session_ended_everywhere: 'Die Administration hat alle deine Geräte abgemeldet',
    session_logout: 'Ein Gerät wurde abgemeldet',
    session_logout_others: 'Du hast alle anderen Geräte abgemeldet',
    session_logout_everywhere: 'Du hast dich überall abgemeldet',
    user_address_asked: 'Du wolltest deine E-Mail-Adresse ändern',
    user_address_changed: 'Deine E-Mail-Adresse wurde geändert',
    user_address_restored: 'Deine frühere E-Mail-Adresse gilt wieder',
    user_created: 'Dein Konto wurde erstellt',
    user_data_exported: 'Du hast deine Daten heruntergeladen',
    user_deletion_asked: 'Du hast dein Konto zum Löschen angemeldet',
    user_deletion_undone: 'Du hast dich wieder angemeldet, deshalb wird dein Konto nicht gelöscht',
    user_disabled: 'Die Administration hat dein Konto deaktiviert',
    user_enabled: 'Die Administration hat dein Konto wieder aktiviert',
    user_verified: 'Deine E-Mail-Adresse wurde bestätigt',
    user_updated: 'Du hast deinen Namen oder deine Sprache geändert',
  },
}

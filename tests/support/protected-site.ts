/** A site behind Apache's mod_auth_openidc, set up by the lines that we show. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { apacheAround } from './apache'
import { freePort } from './free-port'
import { startListeningProgram } from './listening-program'
import { givenApp } from './oauth-apps'
import { shownSetUp } from './shown-set-up'

const MODULES = ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'headers', 'auth_openidc']
/** Where the set-up that we show keeps the passphrase of Apache's own cookies. */
const SHOWN_PASSPHRASE = '/etc/apache2/oidc-passphrase'

export interface ProtectedSite {
  readonly origin: string
  stop(): Promise<void>
}

/** Its pages name their user in the header `x-user`. */
export async function startProtectedSite(issuer: string): Promise<ProtectedSite> {
  const port = await freePort()
  const origin = `http://localhost:${port}`
  const redirectUri = `${origin}/back`
  const { app, secret } = await givenApp({
    name: 'Behind Apache',
    redirectUris: [redirectUri],
    backchannelLogoutUri: `${redirectUri}?logout=backchannel`,
  })
  const folder = mkdtempSync(join(tmpdir(), 'gh-apache-'))
  // Apache serves by a user of its own.
  chmodSync(folder, 0o755)
  mkdirSync(join(folder, 'pages'))
  writeFileSync(join(folder, 'pages', 'index.html'), 'a page for users')
  writeFileSync(join(folder, 'passphrase'), 'of the site')
  const registration = { issuer, id: app.id, secret: secret ?? '', origin }
  const shown = shownSetUp('mod_auth_openidc', registration, redirectUri)
  const part = [
    `DocumentRoot ${folder}/pages`,
    shown.replace(SHOWN_PASSPHRASE, `${folder}/passphrase`),
    'OIDCRemoteUserClaim email',
    'OIDCInfoHook access_token session',
    '<Location />',
    'AuthType openid-connect',
    'Require valid-user',
    'Header set x-user "expr=%{REMOTE_USER}"',
    '</Location>',
  ].join('\n')
  const file = join(folder, 'configuration')
  writeFileSync(file, apacheAround(part, { folder, port, modules: MODULES }))
  const args = ['-DFOREGROUND', '-f', file]
  const stop = await startListeningProgram({ program: 'apache2', args, at: port, folder })
  return {
    origin,
    stop: async () => {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** `gatehouse clients create` and `update`. */
import { Option, type Command } from 'commander'
import type { AppKind } from '@/db/queries/apps'
import { APP_KINDS } from '@/db/schema/apps'
import { changeApp } from '@/lib/apps/change'
import { createApp } from '@/lib/apps/create'
import type { AppInput } from '@/lib/apps/entered'
import { readAppLogo, setAppLogo } from '@/lib/apps/logo'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { answer, answering, collect, CommandRefused, type Asked } from '../answer'
import { requireApp } from './find'
import { defined, readJsonFile, readText } from './json-file'
import { refusalInWords } from './refusals'

interface EnterOptions extends Asked {
  name?: string
  kind?: AppKind
  redirectUri?: string[]
  postLogoutRedirectUri?: string[]
  backchannelLogoutUri?: string
  firstParty?: boolean
  resource?: string[]
  role?: string[]
  scope?: string[]
  pkce?: boolean
  jwks?: string
  logo?: string
  idTokenAlg?: string
  jsonFile?: string
}

/** The options of both commands. A list that is given replaces the one of before. */
function withFields(command: Command): Command {
  return command
    .option('--redirect-uri <url>', 'where users come back to; may be given again', collect)
    .option(
      '--post-logout-redirect-uri <url>',
      'where they go after a log-out; may be given again',
      collect,
    )
    .option('--backchannel-logout-uri <url>', 'where it is told that a session ended')
    .option('--first-party', 'it is yours: users are not asked for consent')
    .option('--resource <name>', 'a service of API_AUDIENCES that it may call; again', collect)
    .option('--scope <name>', 'a scope that it may ask for; may be given again', collect)
    .option('--role <name>', 'only for users with this role; may be given again', collect)
    .option('--no-pkce', 'kind web only: for one that cannot do PKCE, and sends a nonce')
    .option('--jwks <file>', 'its public keys (private_key_jwt), instead of a secret; - reads them')
    .addOption(
      new Option(
        '--id-token-alg <name>',
        'for one that cannot verify ours; "" takes it back',
      ).choices(['RS256', '']),
    )
    .option('--logo <file>', 'an SVG or PNG picture that users see; "" removes it')
    .option('--json-file <file>', 'fields as clients show --json prints them; - reads them here')
}

const EMPTY: AppInput = {
  name: '',
  kind: 'web',
  firstParty: false,
  redirectUris: [],
  postLogoutRedirectUris: [],
  backchannelLogoutUri: null,
}

export function createCommand(): Command {
  const command = answering('create', 'create an application')
    .description('Creates an application, and prints its secret, which is shown once.')
    .argument('[name]', 'what users read when it asks for their account')
    .addOption(new Option('--kind <kind>', 'what it is').choices([...APP_KINDS]))
  return withFields(command).action(async (name: string | undefined, options: EnterOptions) => {
    const entered = await enteredIn({ ...options, ...defined({ name }) })
    if (entered.kind === undefined) {
      throw new CommandRefused(`Say what it is: --kind ${APP_KINDS.join(', ')}.`)
    }
    const logo = logoIn(options)
    const created = await createApp(COMMAND_LINE, { ...EMPTY, ...entered })
    if (!created.ok) throw new CommandRefused(refusalInWords(created))
    const { app, secret } = created
    if (logo) await setAppLogo(COMMAND_LINE, { appId: app.id, logo })
    const shown = secret === null ? {} : { client_secret: secret }
    answer(options, { client_id: app.id, ...shown }, [
      `client_id      ${app.id}`,
      ...(secret === null ? [] : [`client_secret  ${secret}`, 'The secret is shown only now.']),
    ])
  })
}

export function updateCommand(): Command {
  const command = answering('update', 'change an application')
    .description('Changes what is given, and leaves the rest. A list is replaced; "" empties it.')
    .argument('<id>', 'its client_id')
    .option('--name <name>', 'what users read when it asks for their account')
    .option('--pkce', 'ask for PKCE again')
  const all = withFields(command).option('--no-first-party', 'users are asked for consent')
  return all.action(async (id: string, options: EnterOptions) => {
    const { kind, ...entered } = await enteredIn(options)
    const logo = logoIn(options)
    const before = await requireApp(id)
    if (kind !== undefined && kind !== before.kind) {
      throw new CommandRefused('What an application is cannot be changed: create another one.')
    }
    const changed = await changeApp(COMMAND_LINE, { ...before, ...entered, appId: before.id })
    if (!changed.ok && changed.reason !== 'already') {
      throw new CommandRefused(refusalInWords(changed))
    }
    const isNewLogo =
      logo !== undefined && (await setAppLogo(COMMAND_LINE, { appId: before.id, logo })).ok
    const ended = changed.ok && changed.ended
    const isChanged = changed.ok || isNewLogo
    const words = isChanged ? `${before.name} is changed.` : 'Nothing was changed.'
    answer(options, { client_id: id, changed: isChanged, ended }, [
      words,
      ...(ended ? ['It may do less than before, so all that it held has ended.'] : []),
    ])
  })
}

/** The logo to set; null to remove it, undefined to leave it. @throws CommandRefused */
function logoIn({ logo }: EnterOptions): string | null | undefined {
  if (logo === undefined || logo === '') return logo === '' ? null : undefined
  try {
    return readAppLogo(logo)
  } catch (error) {
    throw new CommandRefused(`--logo ${error instanceof Error ? error.message : String(error)}.`)
  }
}

/** What was given, by options first. */
async function enteredIn(options: EnterOptions): Promise<Partial<AppInput>> {
  const { jsonFile, redirectUri, postLogoutRedirectUri, resource, role, scope } = options
  const { backchannelLogoutUri, name, kind, firstParty, pkce, jwks, idTokenAlg } = options
  return {
    ...(jsonFile === undefined ? {} : await readJsonFile(jsonFile)),
    ...defined({
      name,
      kind,
      firstParty,
      // With `--no-pkce` alone it is true unless given.
      requirePkce: pkce,
      idTokenAlg: idTokenAlg === undefined ? undefined : idTokenAlg === 'RS256' ? idTokenAlg : null,
      jwks: jwks === undefined || jwks === '' ? jwks : await readText(jwks),
      redirectUris: filled(redirectUri),
      postLogoutRedirectUris: filled(postLogoutRedirectUri),
      resources: filled(resource),
      roles: filled(role),
      scopes: filled(scope),
      backchannelLogoutUri: backchannelLogoutUri === '' ? null : backchannelLogoutUri,
    }),
  }
}

/** The values of an option that may be given again, without the empty ones. */
function filled(values: readonly string[] | undefined): string[] | undefined {
  return values?.filter((value) => value !== '')
}

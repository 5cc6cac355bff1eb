/** Applications as JSON: the names that `clients show --json` prints. */
import { readFile } from 'node:fs/promises'
import { text as textOf } from 'node:stream/consumers'
import { z } from 'zod'
import { APP_KINDS } from '@/db/schema/apps'
import type { AppInput } from '@/lib/apps/entered'
import { parseJson } from '@/lib/base/json'
import { CommandRefused } from '../answer'

const texts = z.array(z.string())
/** What `show` prints besides, so that its output can be changed and read back. */
const readOnly = z.unknown()

const schema = z
  .strictObject({
    client_name: z.string(),
    kind: z.enum(APP_KINDS),
    first_party: z.boolean(),
    redirect_uris: texts,
    post_logout_redirect_uris: texts,
    backchannel_logout_uri: z.string().nullable(),
    resources: texts,
    roles: texts,
    scopes: texts,
    require_pkce: z.boolean(),
    id_token_signed_response_alg: z.literal('RS256').nullable(),
    jwks: z.looseObject({}).nullable(),
    client_id: readOnly,
    disabled_at: readOnly,
    created_at: readOnly,
    last_used_at: readOnly,
    secrets: readOnly,
  })
  .partial()

/** Reads a file, or standard input for `-`. @throws CommandRefused */
export async function readJsonFile(file: string): Promise<Partial<AppInput>> {
  const text = await readText(file)
  const { data, error } = schema.safeParse(parseJson(text))
  if (!data)
    throw new CommandRefused(`${file} is not what clients show --json prints: ${whyNot(error)}`)
  return defined({
    name: data.client_name,
    kind: data.kind,
    firstParty: data.first_party,
    redirectUris: data.redirect_uris,
    postLogoutRedirectUris: data.post_logout_redirect_uris,
    backchannelLogoutUri: data.backchannel_logout_uri,
    resources: data.resources,
    roles: data.roles,
    scopes: data.scopes,
    requirePkce: data.require_pkce,
    idTokenAlg: data.id_token_signed_response_alg,
    jwks: data.jwks ? JSON.stringify(data.jwks) : data.jwks,
  })
}

/** The text of a file, or of standard input for `-`. @throws CommandRefused */
export async function readText(file: string): Promise<string> {
  const read = file === '-' ? textOf(process.stdin) : readFile(file, 'utf8')
  return read.catch(() => {
    throw new CommandRefused(`${file} cannot be read.`)
  })
}

/** Without the members that are undefined, so that they do not hide others. */
export function defined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  // Safe: only members that are undefined are missing.
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> }
}

function whyNot({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => [...path, message].join(' ')).join('; ')
}

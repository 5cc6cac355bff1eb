/** Ids: each begins with its kind, so that the compiler tells a user's id from a session's. */
import { base64url } from 'jose'

type Id<Kind extends string> = `${Kind}_${string}`

export type UserId = Id<'usr'>
export type SessionId = Id<'ses'>
export type TokenId = Id<'tok'>
export type EventId = Id<'evt'>
export type IncidentId = Id<'inc'>
export type GrantId = Id<'grt'>
export type DeviceId = Id<'dev'>
export type MailId = Id<'mail'>
export type AppId = Id<'app'>
/** What an application holds for a user; roles have grants of another kind. */
export type AppGrantId = Id<'agr'>
export type RequestId = Id<'req'>

/** Who acts: a user, someone on the command line, or Gatehouse itself. */
export type ActorId = UserId | 'command-line' | 'system'

/** 128 random bits: unguessable and unique (OWASP ASVS 7.2.3). */
const ID_BYTES = 16

export const newUserId = () => newId('usr')
export const newSessionId = () => newId('ses')
export const newTokenId = () => newId('tok')
export const newEventId = () => newId('evt')
export const newGrantId = () => newId('grt')
export const newIncidentId = () => newId('inc')
export const newDeviceId = () => newId('dev')
export const newMailId = () => newId('mail')
export const newAppId = () => newId('app')
export const newAppGrantId = () => newId('agr')
export const newRequestId = () => newId('req')

function newId<Kind extends string>(kind: Kind): Id<Kind> {
  return `${kind}_${base64url.encode(crypto.getRandomValues(new Uint8Array(ID_BYTES)))}`
}

/** For ids from outside: any other text is the id of nothing, and needs no query. */
export const isUserId = isOfKind('usr')
export const isSessionId = isOfKind('ses')
export const isIncidentId = isOfKind('inc')
export const isDeviceId = isOfKind('dev')
export const isMailId = isOfKind('mail')
export const isAppId = isOfKind('app')

export function isActorId(text: string): text is ActorId {
  return isUserId(text) || text === 'command-line' || text === 'system'
}

function isOfKind<Kind extends string>(kind: Kind) {
  const form = new RegExp(`^${kind}_[\\w-]{1,60}$`)
  return (text: string): text is Id<Kind> => form.test(text)
}

/** Creates ids, each with a prefix for its kind. */
import { base64url } from 'jose'

export type UserId = `usr_${string}`
export type SessionId = `ses_${string}`
export type TokenId = `tok_${string}`
export type EventId = `evt_${string}`
export type IncidentId = `inc_${string}`
export type GrantId = `grt_${string}`
export type RequestId = `req_${string}`

/** 128 random bits: unguessable and unique (OWASP ASVS 7.2.3). */
const ID_BYTES = 16

export const newUserId = () => newId('usr') as UserId
export const newSessionId = () => newId('ses') as SessionId
export const newTokenId = () => newId('tok') as TokenId
export const newEventId = () => newId('evt') as EventId
export const newGrantId = () => newId('grt') as GrantId
export const newIncidentId = () => newId('inc') as IncidentId
export const newRequestId = () => newId('req') as RequestId

function newId(prefix: string): string {
  return `${prefix}_${base64url.encode(crypto.getRandomValues(new Uint8Array(ID_BYTES)))}`
}

/** True if `text` has the form of a session id: any other text needs no query. */
export function isSessionId(text: string): text is SessionId {
  return /^ses_[\w-]{22}$/.test(text)
}

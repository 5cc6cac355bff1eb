/** Passkeys (WebAuthn credentials), and challenges that were used. */
import type { Dialect } from './dialects'
import type { Owner } from './users'

/** @see https://www.w3.org/TR/webauthn-3/#credential-record */
export const passkeysTable = (
  { defineTable, text, counter, flag, moment, index }: Dialect,
  owner: Owner,
) =>
  defineTable(
    'passkeys',
    {
      /** The credential ID that its authenticator chose, in base64url. */
      id: text('id').primaryKey(),
      userId: owner().notNull(),
      /** The host that it is bound to: it works nowhere else. */
      rpId: text('rp_id').notNull(),
      /** A COSE key in base64url. */
      publicKey: text('public_key').notNull(),
      /** How often it was used, as its authenticator counts; 0 if it does not count. */
      counter: counter('counter').notNull(),
      /** How browsers reach its authenticator, as a JSON array. */
      transports: text('transports').notNull(),
      /** The model of its authenticator. */
      aaguid: text('aaguid').notNull(),
      /** As the user named it; empty where nobody did, and the model is unknown. */
      name: text('name').notNull(),
      /** It never leaves its authenticator; others are synced between the devices of their user. */
      deviceBound: flag('device_bound').notNull(),
      backedUp: flag('backed_up').notNull(),
      createdAt: moment('created_at').notNull(),
      lastUsedAt: moment('last_used_at'),
      /** Its counter went back, so it may have been copied: it is refused since. */
      suspendedAt: moment('suspended_at'),
    },
    (table) => [index('passkeys_user_id').on(table.userId, table.createdAt, table.id)],
  )

/** Challenges that a passkey has answered: each counts once. */
export const spentChallengesTable = ({ defineTable, text, moment, index }: Dialect) =>
  defineTable(
    'spent_challenges',
    {
      /** SHA-256 of the challenge. */
      hash: text('hash').primaryKey(),
      /** When the challenge itself expires; the row is not needed any more then. */
      expiresAt: moment('expires_at').notNull(),
    },
    (table) => [index('spent_challenges_expires_at').on(table.expiresAt)],
  )

/** Checked by the compiler, in `npm run typecheck`: when the tests run, nothing is left of it. */
import { expectTypeOf, test } from 'vitest'
import type { announceEnding } from '@/db/connection'
import type { findSessionUser } from '@/db/queries/sessions'
import type * as postgres from '@/db/schema/postgres'
import type { ActorId, EventId, SessionId, TokenId, UserId } from '@/lib/base/ids'
import type { Operator } from '@/lib/permissions/operator'
import type { Actor } from '@/lib/sessions/authenticate'
import type { endSessionAsOperator, endSessionsAsOperator } from '@/lib/sessions/end/operator'
import type { AccessClaims } from '@/lib/tokens/claims'

test('the id of one kind is not the id of another', () => {
  expectTypeOf<UserId>().not.toExtend<SessionId>()
  expectTypeOf<SessionId>().not.toExtend<ActorId>()
  expectTypeOf<string>().not.toExtend<UserId>()
  expectTypeOf<'system'>().not.toExtend<Operator['userId']>()
})

test('what ends sessions takes the id of a session or of a user, and no other text', () => {
  expectTypeOf<typeof endSessionAsOperator>().parameter(1).toEqualTypeOf<{ sessionId: SessionId }>()
  expectTypeOf<typeof endSessionsAsOperator>().parameter(1).toEqualTypeOf<{ userId: UserId }>()
  expectTypeOf<typeof announceEnding>().parameter(0).toEqualTypeOf<UserId | '*'>()
})

test('rows, tokens and guards say whose id it is', () => {
  type Rows = RowsOf<typeof postgres>
  expectTypeOf<Rows['users']['id']>().toEqualTypeOf<UserId>()
  expectTypeOf<Rows['sessions']>().toExtend<{ id: SessionId; userId: UserId }>()
  expectTypeOf<Rows['securityEvents']>().toExtend<{ id: EventId; actorId: ActorId | null }>()
  expectTypeOf<typeof findSessionUser>().returns.resolves.toEqualTypeOf<UserId | null>()
  expectTypeOf<AccessClaims>().toExtend<{ sub: UserId; sid: SessionId; jti: TokenId }>()
  expectTypeOf<Actor>().toExtend<{ userId: UserId; sessionId: SessionId }>()
})

type RowsOf<Schema> = {
  [Table in keyof Schema]: Schema[Table] extends { $inferSelect: infer Row } ? Row : never
}

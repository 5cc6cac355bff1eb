import type { GrantRefusal, RevokeRefusal } from '@/lib/permissions/grant'
import type { OperatorEndResult } from '@/lib/sessions/end/operator'
import type { DeleteRefusal } from '@/lib/users/delete'
import type { DisableRefusal, EnableRefusal } from '@/lib/users/disable'
import type { ResetLinkRefusal } from '@/lib/users/reset-link'

type EndRefusal = Extract<OperatorEndResult, { ok: false }>['reason']

export type Refusal =
  | GrantRefusal
  | RevokeRefusal
  | DisableRefusal
  | EnableRefusal
  | DeleteRefusal
  | EndRefusal
  | ResetLinkRefusal

export const DONE = {
  disabled: 'The account is disabled. All their sessions ended at once.',
  enabled: 'The account is enabled. They can log in.',
  ended: 'That device is logged out.',
  'ended-all': 'All their devices are logged out.',
  granted: 'The role is given. It counts from their next request on.',
  revoked: 'The role is taken away. It counts from their next request on.',
}

export type Done = keyof typeof DONE

export const REFUSALS: Record<Refusal, string> = {
  yourself: 'You cannot do this to yourself here. Ask another administrator.',
  'beyond-you': 'This would touch rights that you do not have yourself.',
  'last-administrator':
    'This is the last administrator who can log in. Have another one choose a password first.',
  'not-found': 'That is not there any more.',
  'unknown-role': 'There is no such role.',
  already: 'That was so already.',
  'not-held': 'They do not hold that role.',
  'too-large': 'With one more role their tokens would be too long. Make one role of several.',
  disabled: 'The account is disabled: enable it first.',
  'not-confirmed': 'Nothing was deleted: what you typed is not their address.',
}

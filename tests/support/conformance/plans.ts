/** All tables of docs/openid-conformance.md, in its order. */
import { ATTACKS } from './attacks'
import { BASIC } from './basic'
import type { Plan } from './case'
import { FAPI } from './fapi'
import { LOG_OUT } from './log-out'

export const PLANS: readonly Plan[] = [...BASIC, ...LOG_OUT, FAPI, ATTACKS]

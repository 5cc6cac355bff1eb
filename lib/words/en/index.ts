/** What the product says in English; every other language says the same. */
import { accounts } from './accounts'
import { administration } from './administration'
import { apiReference } from './api-reference'
import { audit } from './audit'
import { browser } from './browser'
import { common } from './common'
import { devices } from './devices'
import { entrance } from './entrance'
import { errors } from './errors'
import { events } from './events'
import { footer } from './footer'
import { frame } from './frame'
import { home } from './home'
import { incidents } from './incidents'
import { keys } from './keys'
import { logIn } from './log-in'
import { overview } from './overview'
import { ownEvents } from './own-events'
import { ownIncidents } from './own-incidents'
import { permissions } from './permissions'
import { problems } from './problems'
import { refresh } from './refresh'
import { resetPassword } from './reset-password'
import { roles } from './roles'
import { security } from './security'
import { sessions } from './sessions'
import { setUp } from './set-up'
import { signUp } from './sign-up'
import { statistics } from './statistics'
import { users } from './users'

export const en = {
  common,
  browser,
  footer,
  accounts,
  entrance,
  home,
  logIn,
  signUp,
  setUp,
  resetPassword,
  refresh,
  errors,
  frame,
  overview,
  sessions,
  security,
  ownIncidents,
  ownEvents,
  devices,
  administration,
  users,
  roles,
  statistics,
  audit,
  incidents,
  keys,
  events,
  permissions,
  problems,
  apiReference,
}

/** What the product says in English; every other language says the same. */
import { accounts } from './accounts'
import { activity } from './activity'
import { apps } from './apps'
import { administration } from './administration'
import { apiReference } from './api-reference'
import { applications } from './applications'
import { audit } from './audit'
import { browser } from './browser'
import { checkUp } from './check-up'
import { common } from './common'
import { devMail } from './dev-mail'
import { confirm } from './confirm'
import { deviceCode } from './device-code'
import { devices } from './devices'
import { entrance } from './entrance'
import { errors } from './errors'
import { events } from './events'
import { footer } from './footer'
import { forgotPassword } from './forgot-password'
import { frame } from './frame'
import { home } from './home'
import { incidents } from './incidents'
import { keys } from './keys'
import { letIn } from './let-in'
import { logIn } from './log-in'
import { mails } from './mails'
import { notMe } from './not-me'
import { oauth } from './oauth'
import { outbox } from './outbox'
import { overview } from './overview'
import { ownEvents } from './own-events'
import { ownIncidents } from './own-incidents'
import { passkeys } from './passkeys'
import { permissions } from './permissions'
import { problems } from './problems'
import { profile } from './profile'
import { refresh } from './refresh'
import { resetPassword } from './reset-password'
import { roles } from './roles'
import { secondFactor } from './second-factor'
import { security } from './security'
import { sessions } from './sessions'
import { setUp } from './set-up'
import { signUp } from './sign-up'
import { statistics } from './statistics'
import { userFactors } from './user-factors'
import { users } from './users'
import { verifyEmail } from './verify-email'

export const en = {
  common,
  browser,
  footer,
  accounts,
  entrance,
  home,
  letIn,
  logIn,
  signUp,
  setUp,
  verifyEmail,
  forgotPassword,
  resetPassword,
  notMe,
  devMail,
  confirm,
  oauth,
  refresh,
  errors,
  frame,
  mails,
  overview,
  checkUp,
  sessions,
  apps,
  secondFactor,
  security,
  profile,
  ownIncidents,
  ownEvents,
  activity,
  deviceCode,
  devices,
  administration,
  users,
  userFactors,
  roles,
  statistics,
  audit,
  outbox,
  incidents,
  keys,
  applications,
  events,
  passkeys,
  permissions,
  problems,
  apiReference,
}

/** Prints what is wrong with the settings. `npm start` runs it before it installs and builds. */
import nextEnv from '@next/env'
import { databasePathFault } from '@/db/drivers/sqlite-path'
import { parseSettings } from '@/lib/base/env'
import { logoFaults } from '@/lib/brand/brand'
import { DEFAULT_DATABASE } from '@/lib/base/settings'
import { describeFaults } from '@/lib/base/setting-rules'

const isDevelopment = process.env.NODE_ENV === 'development'
nextEnv.loadEnvConfig(process.cwd(), isDevelopment, { info: () => undefined, error: console.error })

const parsed = parseSettings(process.env)
const { DATABASE_URL: database = DEFAULT_DATABASE } = process.env
const refusal = database.startsWith('file:')
  ? databasePathFault(database.slice('file:'.length))
  : null
const faults = [
  ...(parsed.ok ? [] : parsed.faults),
  ...logoFaults(process.env.APP_LOGO),
  ...(refusal ? [refusal] : []),
]
if (faults.length > 0) {
  console.error(describeFaults(faults))
  process.exitCode = 1
}

/** Says what is wrong with the settings: asked by `npm start` before it installs and builds. */
import nextEnv from '@next/env'
import { parseSettings } from '@/lib/env'
import { faultsInWords } from '@/lib/setting-rules'

const isDevelopment = process.env.NODE_ENV === 'development'
nextEnv.loadEnvConfig(process.cwd(), isDevelopment, { info: () => undefined, error: console.error })

const parsed = parseSettings(process.env)
if (!parsed.ok) {
  console.error(faultsInWords(parsed.faults))
  process.exitCode = 1
}

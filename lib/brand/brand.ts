/** The product that this installation signs people in to: its name, logo, colours and links. */
import { createHash } from 'node:crypto'
import { env, type Settings } from '@/lib/base/env'
import { BRAND_FILES } from '@/lib/base/routes'
import { colourSheet, markOf } from './style-sheet'
import { readLogo, type LogoFile } from './logo'

/** A file of the brand. Its name holds a hash of its content, so browsers may keep it for ever. */
export interface BrandFile {
  readonly path: string
  readonly type: string
  readonly bytes: Buffer
}

export interface Brand {
  readonly name: string
  readonly logo: BrandFile
  /** True for a logo of the installation's own. */
  readonly hasOwnLogo: boolean
  readonly colours: BrandFile
}

let made: { settings: Settings; brand: Brand } | undefined

/** The brand of these settings, read once. @throws Error if the logo cannot be served */
export function brand(settings = env()): Brand {
  if (made?.settings !== settings) made = { settings, brand: brandOf(settings) }
  return made.brand
}

/** The file at this path, or null. */
export function findBrandFile(path: string): BrandFile | null {
  const { logo, colours } = brand()
  return [logo, colours].find((file) => file.path === path) ?? null
}

/** What is wrong with the logo that the environment names, in a sentence each; for a start. */
export function logoFaults(path: string | undefined): string[] {
  if (!path?.trim()) return []
  try {
    readLogo(path.trim())
    return []
  } catch (error) {
    return [`APP_LOGO ${error instanceof Error ? error.message : String(error)}.`]
  }
}

function brandOf({ appName, appLogo, accentColor }: Settings): Brand {
  const logo: LogoFile = appLogo
    ? readLogo(appLogo)
    : { type: 'image/svg+xml', bytes: Buffer.from(markOf(accentColor)) }
  const sheet = Buffer.from(colourSheet(accentColor))
  return {
    name: appName,
    logo: file('logo', logo.type === 'image/png' ? 'png' : 'svg', logo),
    hasOwnLogo: appLogo !== null,
    colours: file('colours', 'css', { type: 'text/css', bytes: sheet }),
  }
}

function file(name: string, ending: string, { type, bytes }: Omit<BrandFile, 'path'>): BrandFile {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16)
  return { path: `${BRAND_FILES}/${name}-${hash}.${ending}`, type, bytes }
}

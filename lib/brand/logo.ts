/** Reads and checks the logo of an installation. */
import { readFileSync, statSync } from 'node:fs'
import { SaxesParser, type SaxesAttributeNS } from 'saxes'

export interface LogoFile {
  type: 'image/svg+xml' | 'image/png'
  bytes: Buffer
}

/** A logo is on every page, so it is small. */
const MAX_BYTES = 100 * 1024
/** Pixels of a PNG on each side. */
const MAX_SIDE = 2048
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * The logo at `path`, relative to the project.
 *
 * @throws Error that says what to change about the file
 */
export function readLogo(path: string, maxBytes = MAX_BYTES): LogoFile {
  return checkLogo(readSmall(path, maxBytes))
}

/** @throws Error that says what to change about the file with these bytes */
export function checkLogo(bytes: Buffer): LogoFile {
  if (bytes.subarray(0, PNG.length).equals(PNG)) {
    checkPng(bytes)
    return { type: 'image/png', bytes }
  }
  checkSvg(textOf(bytes))
  return { type: 'image/svg+xml', bytes }
}

function readSmall(path: string, maxBytes: number): Buffer {
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found?.isFile()) throw new Error(`names no file: ${path}`)
  if (found.size > maxBytes) {
    const [size, most] = [found.size, maxBytes].map((bytes) => `${Math.ceil(bytes / 1024)} kB`)
    throw new Error(`names a file of ${size}; at most ${most} are served`)
  }
  return readFileSync(path)
}

function checkPng(bytes: Buffer): void {
  // Width and height are the first fields of the first chunk (PNG specification §11.2.1).
  if (bytes.length < 33) throw new Error('names a PNG file that is cut off')
  const sides = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  if (sides.some((side) => side === 0 || side > MAX_SIDE)) {
    throw new Error(
      `names a picture of ${sides.join(' × ')} pixels; each side may have 1 to ${MAX_SIDE}`,
    )
  }
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Error(NO_PICTURE)
  }
}

const NO_PICTURE = 'names a file that is neither an SVG (in UTF-8) nor a PNG picture'
const SVG = 'http://www.w3.org/2000/svg'
const XHTML = 'http://www.w3.org/1999/xhtml'

/** Elements that run scripts, embed pages, or change attributes into such. */
const FORBIDDEN_ELEMENTS = /^(script|foreignobject|iframe|object|embed|handler|set|animate.*)$/i

/** A picture in an `img` runs no script, but the file also opens by its own address. */
function checkSvg(text: string): void {
  const parser = new SaxesParser({ xmlns: true })
  let isSvg: boolean | undefined
  parser.on('doctype', () => {
    throw new Error('names an SVG file with a document type; leave that line out')
  })
  parser.on('processinginstruction', ({ target }) => {
    throw new Error(`names an SVG file with the instruction ${target}; leave that line out`)
  })
  parser.on('opentag', ({ name, local, uri, attributes }) => {
    isSvg ??= local === 'svg' && uri === SVG
    if (FORBIDDEN_ELEMENTS.test(local) || uri === XHTML)
      throw new Error(`names an SVG file with <${name}>; remove it`)
    Object.values(attributes).forEach(checkAttribute)
  })
  parser.on('error', () => {
    throw new Error(NO_PICTURE)
  })
  parser.write(text).close()
  if (!isSvg) throw new Error(NO_PICTURE)
}

function checkAttribute({ name, local, value }: SaxesAttributeNS): void {
  if (/^on/i.test(local)) throw new Error(`names an SVG file with ${name}="…"; remove it`)
  if (/^href$/i.test(local) && !/^(#|data:image\/(png|jpeg|webp);)/.test(value.trim())) {
    throw new Error(`names an SVG file with a link to ${value.slice(0, 60)}; remove it`)
  }
}

/**
 * Flash messages: shown once, on the page that an action leads to. The cookie holds only a code and
 * the page; the page has the texts, so that a forged cookie cannot make it say anything else.
 */
import { decodeJson, encodeJson } from './json'

export interface FlashMessage {
  readonly kind: 'done' | 'refused'
  readonly code: string
  /** Unique, so that a page shown again by the Back button does not repeat the message. */
  readonly id: string
  /** Values that the page's form shows again, by field; usually empty. Never a password. */
  readonly typed: Typed
}

export type Typed = Readonly<Record<string, string>>

/** Code for a form from a page of an earlier build: nothing was done. */
export const OLD_PAGE = 'old-page'

interface StoredFlash extends FlashMessage {
  /** The path of the page that shows it: a tab on another page does not consume it. */
  readonly page: string
  /** What requests that page: the browser itself, or our script. */
  readonly by: 'browser' | 'script'
}

/** Long enough for a slow connection; after that the message is lost. */
export const FLASH_SECONDS = 60

const FLASH_COOKIE =
  /^(done|refused)\.([a-z-]{1,40})\.([\w-]{8})\.([\w-]{0,2000})\.(browser|script)\.(\/.{0,500})$/

type RequestHeaders = Pick<Headers, 'get'>

/**
 * The value of the cookie that makes `path` show a flash.
 *
 * @param headers of the action's request: the page is requested in the same way
 */
export function flashValue(
  path: string,
  kind: FlashMessage['kind'],
  code: string,
  headers: RequestHeaders,
): string {
  const [page] = path.split('?', 1)
  return [kind, code, newId(), '', requesterOf(headers), page].join('.')
}

/**
 * The value of the cookie that makes `path` say that its form came from an earlier build, and show
 * the typed values again. The browser itself reloads the page, even if a script sent the form.
 */
export function oldPageFlashValue(path: string, typed: Typed): string {
  const [page] = path.split('?', 1)
  const text = encodeJson(typed)
  return ['refused', OLD_PAGE, newId(), text, 'browser', page].join('.')
}

function newId(): string {
  return crypto.randomUUID().slice(0, 8)
}

/**
 * The flash that `page` shows, and whether the cookie is used up.
 *
 * When a script sends the action, Next.js renders the next page within the same request, and the
 * browser gets no cookie (lib/http/shown-flash.ts). Where it could not, the cookie is only deleted.
 */
export function readNote(
  value: string,
  page: string,
  request: RequestHeaders,
): { flash: FlashMessage | null; isSpent: boolean } {
  const stored = parse(value)
  if (!stored) return { flash: null, isSpent: false }
  const isHere = stored.page === page && stored.by === requesterOf(request)
  const { kind, code, id, typed } = stored
  return {
    flash: isHere ? { kind, code, id, typed } : null,
    isSpent: isHere || stored.by === 'script',
  }
}

/** Encodes a flash for the header that the middleware sends to the page. */
export function encodeFlash({ kind, code, id, typed }: FlashMessage): string {
  const text = Object.keys(typed).length > 0 ? encodeJson(typed) : ''
  return [kind, code, id, text].join('.')
}

/** Null for any other text. */
export function decodeFlash(text: string | null): FlashMessage | null {
  const stored = text === null ? null : parse(`${text}.browser./`)
  return stored && { kind: stored.kind, code: stored.code, id: stored.id, typed: stored.typed }
}

function parse(value: string): StoredFlash | null {
  const [, kind, code, id, typed = '', by, page] = FLASH_COOKIE.exec(value) ?? []
  if (kind === undefined || code === undefined || id === undefined || page === undefined) {
    return null
  }
  return {
    kind: kind === 'done' ? 'done' : 'refused',
    code,
    id,
    typed: typedIn(typed),
    by: by === 'script' ? 'script' : 'browser',
    page,
  }
}

/** Keeps only strings: users can put any cookie into their own browser. */
function typedIn(text: string): Typed {
  const typed = decodeJson(text)
  if (typeof typed !== 'object' || typed === null) return {}
  return Object.fromEntries(
    Object.entries(typed).filter(
      (field): field is [string, string] => typeof field[1] === 'string',
    ),
  )
}

function requesterOf(headers: RequestHeaders): StoredFlash['by'] {
  return headers.get('accept')?.includes('text/html') ? 'browser' : 'script'
}

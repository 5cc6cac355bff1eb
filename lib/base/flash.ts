/**
 * What is told once, on the page that an act leads to. The cookie holds a code and where it belongs;
 * the words are the page's own, so that nobody can have a page say what did not happen.
 */
import { base64url } from 'jose'

export interface FlashMessage {
  readonly kind: 'done' | 'refused'
  readonly code: string
  /** Other each time, so that a page that is shown again by Back does not tell it again. */
  readonly id: string
  /** What the page's form is to show again, by field; mostly nothing. Never a password. */
  readonly typed: Typed
}

export type Typed = Readonly<Record<string, string>>

/** That a form came from a page of an earlier build, so that nothing was done. */
export const OLD_PAGE = 'old-page'

interface Note extends FlashMessage {
  /** The page it is told on: another tab, at another page, does not take it away. */
  readonly page: string
  /** Who asks for that page: the browser itself, or a script of ours. */
  readonly by: 'browser' | 'script'
}

/** Long enough for a slow line; what is not fetched until then is told no more. */
export const FLASH_SECONDS = 60

const NOTE =
  /^(done|refused)\.([a-z-]{1,40})\.([\w-]{8})\.([\w-]{0,2000})\.(browser|script)\.(\/.{0,500})$/

type Asked = Pick<Headers, 'get'>

/**
 * The value of the cookie that has `path` tell of an act.
 *
 * @param act the headers by which the act was asked for: the page is asked for in the same way
 */
export function flashNote(
  path: string,
  kind: FlashMessage['kind'],
  code: string,
  act: Asked,
): string {
  const [page] = path.split('?', 1)
  return [kind, code, newId(), '', askerOf(act), page].join('.')
}

/**
 * The value of the cookie that has `path` say that its form was of an earlier build, and show again
 * what was typed. The browser itself asks for the page anew, also where a script sent the form.
 */
export function noteOfOldPage(path: string, typed: Typed): string {
  const [page] = path.split('?', 1)
  const text = base64url.encode(JSON.stringify(typed))
  return ['refused', OLD_PAGE, newId(), text, 'browser', page].join('.')
}

function newId(): string {
  return crypto.randomUUID().slice(0, 8)
}

/**
 * What `page` has to tell, and whether the cookie has done its work.
 *
 * Where a script acts, Next.js renders the page it leads to at once and within, so the browser
 * brings the cookie a second time: then it only goes.
 */
export function readNote(
  value: string,
  page: string,
  request: Asked,
): { flash: FlashMessage | null; isSpent: boolean } {
  const note = parsed(value)
  if (!note) return { flash: null, isSpent: false }
  const isHere = note.page === page && note.by === askerOf(request)
  const { kind, code, id, typed } = note
  return {
    flash: isHere ? { kind, code, id, typed } : null,
    isSpent: isHere || note.by === 'script',
  }
}

/** As it travels from the middleware to the page. */
export function writeFlash({ kind, code, id, typed }: FlashMessage): string {
  const text = Object.keys(typed).length > 0 ? base64url.encode(JSON.stringify(typed)) : ''
  return [kind, code, id, text].join('.')
}

/** Null for what is nothing of ours. */
export function readFlash(text: string | null): FlashMessage | null {
  const note = text === null ? null : parsed(`${text}.browser./`)
  return note && { kind: note.kind, code: note.code, id: note.id, typed: note.typed }
}

function parsed(value: string): Note | null {
  const [, kind, code, id, typed = '', by, page] = NOTE.exec(value) ?? []
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

/** Only texts, whatever the cookie holds: anyone may write one into their own browser. */
function typedIn(text: string): Typed {
  try {
    const typed: unknown = JSON.parse(new TextDecoder().decode(base64url.decode(text)))
    if (typeof typed !== 'object' || typed === null) return {}
    return Object.fromEntries(
      Object.entries(typed).filter(
        (field): field is [string, string] => typeof field[1] === 'string',
      ),
    )
  } catch {
    return {}
  }
}

function askerOf(headers: Asked): Note['by'] {
  return headers.get('accept')?.includes('text/html') ? 'browser' : 'script'
}

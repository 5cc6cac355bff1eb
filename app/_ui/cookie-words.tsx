import type { Words } from '@/lib/words/catalogues'
import { Notice } from './notice'

/** Explains how to log in when the browser refuses cookies. */
export function CookieWords({ words }: { words: Words['accounts']['cookies'] }) {
  return (
    <Notice tone="bad" role="alert">
      <p className="font-medium">{words.title}</p>
      <p className="mt-1 text-sm">{words.message}</p>
    </Notice>
  )
}

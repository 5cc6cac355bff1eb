'use client'

import { CopyBox } from '@/app/admin/_ui/copy-box'
import type { Words } from '@/lib/words/catalogues'

export type SecretWords = Pick<
  Words['applications']['secret'],
  'label' | 'hint' | 'copy' | 'copied'
>

/** A new secret, to copy. It is shown only now. */
export function SecretBox({ secret, words }: { secret: string; words: SecretWords }) {
  return <CopyBox id="client-secret" value={secret} words={words} />
}

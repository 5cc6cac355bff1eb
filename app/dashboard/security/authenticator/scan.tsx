import { Card } from '@/app/_ui/card'
import type { Words } from '@/lib/words/catalogues'
import { QrCode } from './qr-code'

interface Props {
  /** What the app must hold, in Base32, and the same for the picture. */
  app: { key: string; uri: string }
  words: Words['secondFactor']['authenticator']['scan']
}

/** How an authenticator app gets its key: by a picture, by hand, or on this device. */
export function Scan({ app: { key, uri }, words }: Props) {
  return (
    <Card title={words.title} lead={words.text}>
      <div className="grid justify-items-start gap-4">
        <QrCode text={uri} label={words.picture} />
        <div>
          <p className="text-sm text-soft">{words.key}</p>
          <p className="mt-1 font-mono text-lg tracking-wide break-words" translate="no">
            {key.match(/.{1,4}/g)?.join(' ')}
          </p>
        </div>
        <a href={uri} className="font-medium text-accent underline underline-offset-4">
          {words.open}
        </a>
      </div>
    </Card>
  )
}

import { Button } from '@/app/_ui/button'
import { Card } from '@/app/_ui/card'
import { PROFILE_DOWNLOAD } from '@/lib/base/routes'
import type { Words } from '@/lib/words/catalogues'

/** Gives users what is stored about them. A plain form, since a server action answers with no file. */
export function DownloadData({ words }: { words: Words['profile']['download'] }) {
  return (
    <Card title={words.title} lead={words.lead}>
      <p className="mb-5 max-w-prose text-soft">{words.text}</p>
      <form method="post" action={PROFILE_DOWNLOAD} className="grid sm:block">
        <Button type="submit" look="secondary">
          {words.submit}
        </Button>
      </form>
    </Card>
  )
}

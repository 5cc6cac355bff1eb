import { Button, ButtonLink } from '@/app/_ui/button'
import { ADMIN_USERS } from '@/lib/base/routes'
import type { Words } from '@/lib/words/catalogues'

interface Props {
  asked: string
  words: Words['users']['list']['search']
}

export function SearchForm({ asked, words }: Props) {
  return (
    <form action={ADMIN_USERS} role="search" className="mb-4 flex flex-wrap gap-2">
      <label className="sr-only" htmlFor="q">
        {words.label}
      </label>
      <input
        id="q"
        name="q"
        type="search"
        defaultValue={asked}
        placeholder={words.label}
        autoComplete="off"
        spellCheck={false}
        className="min-h-11 min-w-0 grow basis-48 rounded-lg border border-edge bg-surface px-3.5 text-base sm:max-w-md"
      />
      <Button type="submit" look="secondary">
        {words.submit}
      </Button>
      {asked && (
        <ButtonLink look="quiet" href={ADMIN_USERS}>
          {words.showEveryone}
        </ButtonLink>
      )}
    </form>
  )
}

import { Button, ButtonLink } from '@/app/_ui/button'
import { ADMIN_USERS } from '@/lib/base/routes'

export function SearchForm({ asked }: { asked: string }) {
  return (
    <form action={ADMIN_USERS} role="search" className="mb-4 flex flex-wrap gap-2">
      <label className="sr-only" htmlFor="q">
        Name, address or id
      </label>
      <input
        id="q"
        name="q"
        type="search"
        defaultValue={asked}
        placeholder="Name, address or id"
        autoComplete="off"
        spellCheck={false}
        className="min-h-11 min-w-0 grow basis-48 rounded-lg border border-edge bg-surface px-3.5 text-base sm:max-w-md"
      />
      <Button type="submit" look="secondary">
        Search
      </Button>
      {asked && (
        <ButtonLink look="quiet" href={ADMIN_USERS}>
          Show everyone
        </ButtonLink>
      )}
    </form>
  )
}

/** How SQLite goes about what our code asks it. */
import Database from 'better-sqlite3'
import { expect, onTestFinished, vi } from 'vitest'
import { otherConnection } from './sqlite'

export interface Step {
  /** As in `SEARCH users USING INDEX users_email_key (email_key=?)`. */
  readonly detail: string
  /** The statement it is a step of. */
  readonly source: string
}

/** Every step of every statement of `work`. */
export async function plansOf(work: () => Promise<unknown>): Promise<Step[]> {
  const statements = new Set<string>()
  const prepare = vi.spyOn(Database.prototype, 'prepare')
  onTestFinished(() => prepare.mockRestore())
  await work()
  for (const [source] of prepare.mock.calls) statements.add(source)
  prepare.mockRestore()
  expect(statements.size).toBeGreaterThan(0)
  const connection = otherConnection()
  return [...statements].flatMap((source) => {
    const holes = source.match(/\?/g)?.map(() => null) ?? []
    // Safe because this is what EXPLAIN QUERY PLAN answers.
    const plan = connection.prepare(`EXPLAIN QUERY PLAN ${source}`).all(...holes) as {
      detail: string
    }[]
    return plan.map(({ detail }) => ({ detail, source }))
  })
}

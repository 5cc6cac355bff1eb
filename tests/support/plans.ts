/** SQLite's plans for the queries of our code. */
import Database from 'better-sqlite3'
import { expect, onTestFinished, vi } from 'vitest'
import { closeDatabase } from '@/db/connection'
import { findEpoch } from '@/db/queries/installation'
import { otherConnection } from './sqlite'

export interface Step {
  /** As in `SEARCH users USING INDEX users_email_key (email_key=?)`. */
  readonly detail: string
  /** The statement of the step. */
  readonly source: string
}

/** Every step of every statement of `work`. */
export async function plansOf(work: () => Promise<unknown>): Promise<Step[]> {
  // A newly opened connection has compiled no statement of `work` yet. The first query opens it.
  await closeDatabase()
  await findEpoch()
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
    // Safe: EXPLAIN QUERY PLAN returns these columns.
    const plan = connection.prepare(`EXPLAIN QUERY PLAN ${source}`).all(...holes) as {
      detail: string
    }[]
    return plan.map(({ detail }) => ({ detail, source }))
  })
}

/** Every step of `work` that reads rows of a table in full, with its statement. */
export async function slowSteps(work: () => Promise<unknown>): Promise<string[]> {
  const steps = await plansOf(work)
  return steps.flatMap((step) => (isSlow(step) ? [`${step.detail}: ${step.source}`] : []))
}

/** Whether a step reads all of a table that grows with the users, or sorts its whole result. */
function isSlow({ detail, source }: Step): boolean {
  const isScan = /^SCAN (?!some|CONSTANT|\d+-ROW|installation|roles)/.test(detail)
  // Reads all enabled users to find one of them.
  const isEverybody = /users_disabled_at \(disabled_at=\?\)$/.test(detail)
  return (
    (isScan && !isWalk(detail, source)) ||
    isEverybody ||
    /TEMP B-TREE FOR (ORDER|GROUP) BY/.test(detail)
  )
}

/** Partial indexes with their conditions. */
const PARTS: Readonly<Record<string, string>> = {
  incidents_unanswered: ' where "incidents"."answered_at" is null',
}

/** Whether a step reads an index in order up to a limit, without skipping rows. */
function isWalk(detail: string, source: string): boolean {
  const [, index] = / USING (?:COVERING )?INDEX (\w+)/.exec(detail) ?? []
  if (!index || !source.endsWith(' limit ?')) return false
  return !source.replace(PARTS[index] ?? '', '').includes(' where ')
}

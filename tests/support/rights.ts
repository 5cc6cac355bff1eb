/** Runs parts of a test without the rights of root. */
import { chownSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Does `work` without the rights of root, since root may open every folder and file. */
export async function withoutRootRights(owned: string, work: () => Promise<void>): Promise<void> {
  const isRoot = process.getuid?.() === 0
  const nobody = 65534
  if (isRoot) {
    for (const name of ['', ...readdirSync(owned, { recursive: true, encoding: 'utf8' })]) {
      chownSync(join(owned, name), nobody, nobody)
    }
    process.seteuid?.(nobody)
  }
  try {
    await work()
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
}

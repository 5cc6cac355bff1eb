/** Mails as files, on a developer's machine without a mail server. */
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import PostalMime, { type Email } from 'postal-mime'
import type { MailId } from '@/lib/base/ids'
import { outboxFolder } from './mode'

const FILES_KEPT = 500

interface Named {
  readonly id: MailId
  readonly createdAt: Date
}

/** Named by time and id, so that a second try writes the same file. */
export function mailFileOf({ id, createdAt }: Named): string {
  return join(outboxFolder(), `${createdAt.toISOString().replace(/[:.]/g, '-')}-${id}.eml`)
}

export async function writeMailFile(mail: Named, bytes: Buffer): Promise<void> {
  const folder = outboxFolder()
  const file = mailFileOf(mail)
  await mkdir(folder, { recursive: true })
  await writeFile(`${file}.part`, bytes, { mode: 0o600 })
  await rename(`${file}.part`, file)
  for (const old of (await mailFiles()).slice(FILES_KEPT)) {
    await rm(join(folder, old), { force: true })
  }
}

/** The names of all files, newest first. */
async function mailFiles(): Promise<string[]> {
  try {
    const names = await readdir(outboxFolder())
    return names
      .filter((name) => name.endsWith('.eml'))
      .sort()
      .reverse()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

export interface MailFile {
  readonly name: string
  readonly mail: Email
}

/** The newest mails, newest first. */
export async function newestMailFiles(most: number): Promise<MailFile[]> {
  const names = (await mailFiles()).slice(0, most)
  return Promise.all(names.map(async (name) => ({ name, mail: await parsed(name) })))
}

/** Null if there is no such file. */
export async function findMailFile(name: string): Promise<MailFile | null> {
  // Only names from the folder itself, whatever was asked for.
  return (await mailFiles()).includes(name) ? { name, mail: await parsed(name) } : null
}

async function parsed(name: string): Promise<Email> {
  return PostalMime.parse(await readFile(join(outboxFolder(), name)))
}

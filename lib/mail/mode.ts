/** How mail leaves this installation. */
import { dirname, join } from 'node:path'
import { env, type Settings } from '@/lib/base/env'
import { isLoopback } from '@/lib/base/origin'

/**
 * `smtp`: by the server in `SMTP_URL`. `files`: on a developer's machine, into a folder that
 * `/dev/mail` shows. `none`: not at all, so nothing that needs mail is offered.
 */
export type MailMode = 'smtp' | 'files' | 'none'

export function mailMode(settings: Settings = env()): MailMode {
  if (settings.smtpUrl) return 'smtp'
  return settings.isDevelopment || isLoopback(settings.appUrl.hostname) ? 'files' : 'none'
}

/** Where mails land as files: beside the database, or `data/outbox`. */
export function outboxFolder({ databaseFile }: Settings = env()): string {
  return join(databaseFile ? dirname(databaseFile) : 'data', 'outbox')
}

import { mailMode } from '@/lib/mail/mode'
import { clientInfo } from '@/lib/request/client-info'

/**
 * Whether the visitor may read the mails of this machine: only from the machine itself. Others who
 * reach its port could name `localhost` as the host, and read links to new passwords.
 */
export async function mayReadMails(): Promise<boolean> {
  const { network } = await clientInfo()
  return mailMode() === 'files' && (network === '::1' || network.startsWith('127.'))
}

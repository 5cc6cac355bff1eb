import { findMailFile } from '@/lib/mail/files'
import { mayReadMails } from '../visible'

interface Context {
  params: Promise<{ file: string }>
}

/** The HTML of a mail, as a mail program shows it. The server adds its policy. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const found = (await mayReadMails()) ? await findMailFile((await params).file) : null
  if (!found) return new Response(null, { status: 404 })
  return new Response(found.mail.html ?? '', {
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
  })
}

import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { LogoLink } from '@/app/_ui/logo'
import { Name } from '@/app/_ui/name'
import { Sentence } from '@/app/_ui/sentence'
import { When } from '@/app/_ui/when'
import { DEV_MAIL } from '@/lib/base/routes'
import { newestMailFiles, type MailFile } from '@/lib/mail/files'
import { outboxFolder } from '@/lib/mail/mode'
import { language, type Language } from '@/lib/request/language'
import { fill } from '@/lib/words/text'
import { mayReadMails } from './visible'

export async function generateMetadata(): Promise<Metadata> {
  const { title, description } = (await language()).words.devMail
  return { title, description, robots: { index: false } }
}

const MOST = 30

/** The mails of a developer's machine. Elsewhere there is no such page. */
export default async function DevMailPage() {
  if (!(await mayReadMails())) notFound()
  const reader = await language()
  const { devMail: words } = reader.words
  const files = await newestMailFiles(MOST)
  return (
    <main className="mx-auto flex w-full max-w-3xl grow flex-col gap-6 px-4 py-6 sm:px-8">
      <LogoLink />
      <div>
        <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">{words.title}</h1>
        <p className="mt-2 break-words text-soft">{fill(words.lead, { folder: outboxFolder() })}</p>
      </div>
      {files.length === 0 && <p className="text-soft">{words.none}</p>}
      <ul className="flex flex-col gap-4">
        {files.map((file) => (
          <Mail key={file.name} file={file} reader={reader} />
        ))}
      </ul>
    </main>
  )
}

const URLS = /(https?:\/\/\S+)/

function Mail({ file: { name, mail }, reader }: { file: MailFile; reader: Language }) {
  const words = reader.words.devMail
  const email = <Name>{mail.to?.map(({ address }) => address).join(', ')}</Name>
  const time = mail.date === undefined ? '' : <When at={new Date(mail.date)} reader={reader} />
  return (
    <li className="overflow-hidden rounded-xl border border-line bg-surface shadow-card">
      <div className="grid gap-1 border-b border-line px-5 py-4">
        <h2 className="font-semibold break-words">{mail.subject}</h2>
        <p className="text-sm break-words text-soft">
          <Sentence text={words.to} parts={{ email, time }} />
        </p>
      </div>
      <pre className="px-5 pt-4 font-sans text-sm break-words whitespace-pre-wrap">
        {(mail.text ?? '')
          .trim()
          .split(URLS)
          .map((part, index) =>
            index % 2 === 0 ? (
              part
            ) : (
              <a key={index} href={part} className="break-all text-accent underline">
                {part}
              </a>
            ),
          )}
      </pre>
      <p className="px-5 pt-4 pb-5 text-sm">
        <a href={`${DEV_MAIL}/${name}`} className="text-accent underline underline-offset-4">
          {words.html}
        </a>
      </p>
    </li>
  )
}

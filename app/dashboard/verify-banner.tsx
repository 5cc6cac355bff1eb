import { Notice } from '@/app/_ui/notice'
import { Name } from '@/app/_ui/name'
import { Sentence } from '@/app/_ui/sentence'
import { ResendForm } from '@/app/verify-email/resend-form'
import type { Words } from '@/lib/words/catalogues'

interface Props {
  email: string
  words: Words['verifyEmail']
}

/** Asks a user to show that mail reaches them. */
export function VerifyBanner({ email, words: { banner, resend } }: Props) {
  return (
    <section aria-labelledby="verify-title" className="mb-8">
      <Notice>
        <h2 id="verify-title" className="font-semibold">
          {banner.title}
        </h2>
        <p className="mt-1 mb-3 max-w-prose">
          <Sentence text={banner.text} parts={{ email: <Name>{email}</Name> }} />
        </p>
        <ResendForm email={email} words={resend} />
      </Notice>
    </section>
  )
}

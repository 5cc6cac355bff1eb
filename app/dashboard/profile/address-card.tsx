import { Card } from '@/app/_ui/card'
import { Name } from '@/app/_ui/name'
import { Notice } from '@/app/_ui/notice'
import { mailMode } from '@/lib/mail/mode'
import type { Words } from '@/lib/words/catalogues'
import { AddressForm } from './address-form'

/** The address that the user logs in with, and how to change it. */
export function AddressCard({
  email,
  words,
}: {
  email: string
  words: Words['profile']['address']
}) {
  return (
    <Card title={words.title} lead={words.lead}>
      <p className="mb-5 font-medium">
        <Name>{email}</Name>
      </p>
      {mailMode() === 'none' ? <Notice>{words.noMail}</Notice> : <AddressForm words={words.form} />}
    </Card>
  )
}

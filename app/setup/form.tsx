'use client'

import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { FormMessage } from '@/app/_ui/form-message'
import { AccountFields, type AccountState } from '@/app/_ui/account-fields'
import { SubmitButton } from '@/app/_ui/submit-button'
import { LOG_IN } from '@/lib/base/routes'
import type { Words } from '@/lib/words/catalogues'
import { setUpAction } from './actions'

interface Props {
  token: string
  words: Words['setUp']['form']
  fields: Words['accounts']['fields']
  passwordMinLength: number
}

export function SetupForm({ token, words, fields, passwordMinLength }: Props) {
  const { state, form } = useForm<AccountState>(setUpAction, { status: 'idle' })
  return (
    <Form {...form} className="flex flex-col gap-5">
      <input type="hidden" name="token" value={token} />
      <AccountFields
        state={state}
        words={fields}
        passwordMinLength={passwordMinLength}
        logIn={LOG_IN}
      />
      <SubmitButton pendingLabel={words.submitting}>{words.submit}</SubmitButton>
      <FormMessage state={state} />
    </Form>
  )
}

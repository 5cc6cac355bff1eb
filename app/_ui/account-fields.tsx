import type { FormState } from '@/lib/base/forms'
import type { Words } from '@/lib/words/catalogues'
import { EmailField } from './email-field'
import { Field } from './field'
import { Link } from './link'
import { fieldState } from './field-state'
import { NewPasswordField } from './new-password-field'

export type AccountState = FormState<'name' | 'email' | 'password'>

interface Props {
  state: AccountState
  words: Words['accounts']['fields']
  passwordMinLength: number
  /** URL of the log-in page. */
  logIn: string
}

/** The fields for a new account, with their errors. */
export function AccountFields({ state, words, passwordMinLength, logIn }: Props) {
  const { errors, values } = fieldState(state)
  const isTaken = errors.email === words.addressTaken
  return (
    <>
      <Field
        label={
          <>
            {words.name} <span className="font-normal text-soft">{words.optional}</span>
          </>
        }
        name="name"
        autoComplete="name"
        defaultValue={values.name}
        error={errors.name}
      />
      <EmailField
        label={words.email}
        defaultValue={values.email}
        error={isTaken ? <EmailTaken words={words} logIn={logIn} /> : errors.email}
      />
      <NewPasswordField
        words={words.password}
        name="password"
        error={errors.password}
        minLength={passwordMinLength}
      />
    </>
  )
}

function EmailTaken({ words, logIn }: Pick<Props, 'words' | 'logIn'>) {
  return (
    <>
      {words.addressTaken}{' '}
      <Link href={logIn} className="font-medium underline underline-offset-4">
        {words.logInInstead}
      </Link>
    </>
  )
}

import { language } from '@/lib/request/language'
import { ConfirmedActForm, type ConfirmedActProps } from './confirmed-act-form'

/**
 * How a user does what cannot be undone, or what concerns another user: a button, a question, an
 * act. The action refuses requests without the confirmation.
 */
export async function ConfirmedAct(props: ConfirmedActProps) {
  const { question } = (await language()).words.administration
  return <ConfirmedActForm {...props} words={question} />
}

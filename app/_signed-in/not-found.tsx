import { ButtonLink } from '@/app/_ui/button'
import { Title } from '@/app/_ui/title'
import { DASHBOARD } from '@/lib/base/routes'
import { language } from '@/lib/request/language'

/** Inside the frame, so that navigation and log-out stay. */
export async function NotFoundInFrame() {
  const { words } = await language()
  const { title, message } = words.errors.notFound
  return (
    <>
      <Title>{title}</Title>
      <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">{title}</h1>
      <p className="mt-3 mb-7 text-lg text-soft">{message}</p>
      <ButtonLink href={DASHBOARD}>{words.frame.backToAccount}</ButtonLink>
    </>
  )
}

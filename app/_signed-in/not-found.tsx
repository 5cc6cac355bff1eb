import { ButtonLink } from '@/app/_ui/button'
import { NOT_FOUND } from '@/app/_ui/not-found-words'
import { Title } from '@/app/_ui/title'
import { DASHBOARD } from '@/lib/base/routes'

/** Inside the frame, so that navigation and log-out stay. */
export function NotFoundInFrame() {
  return (
    <>
      <Title>{NOT_FOUND.page}</Title>
      <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">{NOT_FOUND.title}</h1>
      <p className="mt-3 mb-7 text-lg text-soft">{NOT_FOUND.message}</p>
      <ButtonLink href={DASHBOARD}>Back to your account</ButtonLink>
    </>
  )
}

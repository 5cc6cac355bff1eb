import { NotFoundInFrame } from '@/app/_signed-in/not-found'
import NotFound from '@/app/not-found'
import { currentUser } from '@/lib/request/current-user'
import { noteMissing } from '@/lib/telemetry/request-context'

/**
 * Every address that is no page's, so that people who are signed in keep their frame there. It
 * does not call `notFound()`: without JavaScript nothing would be seen of that.
 */
export default async function UnknownPage() {
  noteMissing()
  return (await currentUser()) ? <NotFoundInFrame /> : <NotFound />
}

import { NotFoundInFrame } from '@/app/_signed-in/not-found'
import NotFound from '@/app/not-found'
import { currentUser } from '@/lib/request/current-user'
import { noteMissing } from '@/lib/telemetry/request-context'

/**
 * Every address that is no page's, so that people who are signed in keep their frame there.
 */
export default async function UnknownPage() {
  // At once: what a script asks for is on its way before it is known who asks.
  noteMissing()
  return (await currentUser()) ? <NotFoundInFrame /> : <NotFound />
}

import { NotFoundInFrame } from '@/app/_signed-in/not-found'
import NotFound from '@/app/not-found'
import { currentUser } from '@/lib/request/current-user'
import { markMissing } from '@/lib/telemetry/request-context'

/** Catches every unknown path, so that signed-in users keep their frame there. */
export default async function UnknownPage() {
  // Before the await: the answer to a client-side navigation starts streaming meanwhile.
  markMissing()
  return (await currentUser()) ? <NotFoundInFrame /> : <NotFound />
}

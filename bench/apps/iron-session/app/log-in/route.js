import { currentSession } from '../../lib/session'

/** The library has no users: who may log in is up to each app. */
export async function POST(request) {
  const session = await currentSession()
  session.email = (await request.json()).email
  await session.save()
  return Response.json({ ok: true })
}

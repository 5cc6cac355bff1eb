import { redirect } from 'next/navigation'
import { currentSession } from '../../lib/session'

export default async function ProtectedPage() {
  const { email } = await currentSession()
  if (!email) redirect('/plain')
  return <h1>{`Hello ${email}`}</h1>
}

import { requireUser } from '@/lib/request/current-user'

export default async function BenchPage() {
  const { email } = await requireUser()
  return <h1>{`Hello ${email}`}</h1>
}

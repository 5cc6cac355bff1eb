import { Card } from '@/app/_ui/card'
import { Title } from '@/app/_ui/title'
import { env } from '@/lib/base/env'
import { requireUser } from '@/lib/request/current-user'
import { PasswordForm } from './form'

export default async function SecurityPage() {
  const actor = await requireUser()
  return (
    <>
      <Title>Security</Title>
      <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">Security</h1>
      <p className="mt-1 max-w-prose text-soft">What it takes to sign in to your account.</p>
      <div className="mt-8 grid max-w-2xl gap-6">
        <Card
          title="Password"
          lead="When you change it, all other devices are signed out. You stay signed in here."
        >
          <PasswordForm email={actor.email} passwordMinLength={env().passwordMinLength} />
        </Card>
      </div>
    </>
  )
}

import { Card } from '@/app/_ui/card'
import { Flash } from '@/app/_ui/flash'
import { outcomeOf } from '@/app/_ui/outcome'
import { currentFlash } from '@/lib/request/flash'
import { Title } from '@/app/_ui/title'
import { LANGUAGE_NAMES, LOCALES } from '@/lib/base/locales'
import { requireUser } from '@/lib/request/current-user'
import { language } from '@/lib/request/language'
import { AddressCard } from './address-card'
import { DeleteAccount } from './delete-account'
import { DownloadData } from './download-data'
import { ProfileForm } from './form'

const LANGUAGES = LOCALES.map((value) => ({ value, label: LANGUAGE_NAMES[value], lang: value }))

export default async function ProfilePage() {
  const actor = await requireUser()
  const reader = await language()
  const { locale, words } = reader
  const { frame, profile } = words
  return (
    <>
      <Title>{frame.pages.profile}</Title>
      <h1 className="text-2xl font-semibold tracking-tight sm:text-3xl">{frame.pages.profile}</h1>
      <p className="mt-1 max-w-prose text-soft">{profile.lead}</p>
      <div className="mt-8 grid max-w-2xl gap-6">
        <Flash outcome={outcomeOf(await currentFlash(), { address: profile.address.changed })} />
        <Card title={profile.about.title}>
          <ProfileForm
            name={actor.name}
            languages={LANGUAGES}
            language={locale}
            words={profile.about}
          />
        </Card>
        <AddressCard email={actor.email} words={profile.address} />
        <DownloadData words={profile.download} />
        <DeleteAccount email={actor.email} reader={reader} />
      </div>
    </>
  )
}

import { Card } from '@/app/_ui/card'
import { Flash } from '@/app/_ui/flash'
import { Name } from '@/app/_ui/name'
import { outcomeOf } from '@/app/_ui/outcome'
import { Sentence } from '@/app/_ui/sentence'
import { When } from '@/app/_ui/when'
import { listDevices, type KnownDevice } from '@/lib/devices/list'
import { readDeviceSecret } from '@/lib/request/device-cookie'
import { currentFlash } from '@/lib/request/flash'
import { language, type Language } from '@/lib/request/language'
import { withOutage } from '@/lib/request/outage'
import type { Actor } from '@/lib/sessions/authenticate'
import { deviceNames, networkName } from '@/lib/words/device-name'
import { isolated } from '@/lib/words/isolated'
import { fill, plural } from '@/lib/words/text'
import { ForgetForm } from './forget-form'
import { TrustForm } from './trust-form'

const SHOWN = 20

/** What came of forgetting a browser. */
export async function BrowserOutcome() {
  const { outcomes, refusals } = (await language()).words.security.browsers
  return <Flash outcome={outcomeOf(await currentFlash(), outcomes, refusals)} />
}

/** The browsers that the user has logged in with. */
export async function Browsers({ actor }: { actor: Actor }) {
  const reader = await language()
  const secret = await readDeviceSecret()
  const devices = await withOutage(() => listDevices(actor, secret))
  const words = reader.words.security.browsers
  const listed = devices.map((device) => ({ ...device, createdAt: device.firstSeenAt }))
  const names = deviceNames(listed, reader.words.devices)
  const hidden = devices.length - SHOWN
  const hasOthers = devices.filter(({ isThis }) => !isThis).length > 1
  return (
    <Card title={words.title} lead={devices.length > 0 ? words.lead : words.none}>
      {devices.length > 0 && (
        <ul aria-label={words.list} className="divide-y divide-line border-t border-line">
          {devices.slice(0, SHOWN).map((device) => (
            <Browser
              key={device.id}
              device={device}
              name={names.get(device.id) ?? ''}
              reader={reader}
            />
          ))}
        </ul>
      )}
      {hidden > 0 && <p className="mt-4 text-soft">{plural(reader.locale, words.more, hidden)}</p>}
      {hasOthers && (
        <div className="mt-4 border-t border-line pt-5">
          <ForgetForm browser={null} words={{ ...words.others, pending: words.pending }} />
        </div>
      )}
    </Card>
  )
}

interface BrowserProps {
  device: KnownDevice
  name: string
  reader: Language
}

function Browser({ device, name, reader }: BrowserProps) {
  const words = reader.words.security.browsers
  const browser = isolated(name)
  return (
    <li className="flex flex-col gap-3 py-4 last:pb-0 sm:flex-row sm:items-center">
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium">
          <Name>{name}</Name>
          {device.isThis && (
            <span className="rounded-full border border-transparent bg-lantern-wash px-2.5 py-0.5 text-xs font-semibold text-lantern">
              {words.thisBrowser}
            </span>
          )}
        </p>
        <Uses device={device} reader={reader} />
      </div>
      <div className="flex flex-wrap gap-3 sm:grid sm:shrink-0">
        {device.trustedUntil && (
          <TrustForm
            browser={device.id}
            words={{
              label: words.trust.end,
              name: fill(words.trust.endIn, { browser }),
              pending: words.pending,
            }}
          />
        )}
        <ForgetForm
          browser={device.id}
          words={{
            ...words.one,
            name: fill(words.one.name, { browser }),
            question: fill(words.one.question, { browser }),
            pending: words.pending,
          }}
        />
      </div>
    </li>
  )
}

/** When and where it was used, and whether it is trusted. */
function Uses({ device, reader }: Omit<BrowserProps, 'name'>) {
  const words = reader.words.security.browsers
  const network = networkName(device.network, reader.words.devices)
  return (
    <>
      <p className="text-sm text-soft">
        <Sentence
          text={words.lastUsed}
          parts={{ time: <When at={device.lastUsedAt} reader={reader} /> }}
        />
        {network && <span className="hidden sm:inline"> · </span>}
        <Name className="block first-letter:uppercase sm:inline">{network}</Name>
      </p>
      <p className="text-sm text-soft">
        <Sentence
          text={words.firstUsed}
          parts={{ time: <When at={device.firstSeenAt} reader={reader} as="exact" /> }}
        />
      </p>
      {device.trustedUntil && (
        <p className="text-sm text-soft">
          <Sentence
            text={words.trust.until}
            parts={{ time: <When at={device.trustedUntil} reader={reader} as="exact" /> }}
          />
        </p>
      )}
    </>
  )
}

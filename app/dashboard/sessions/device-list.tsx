'use client'

import { Cpu, Laptop, MonitorSmartphone, Smartphone, Tablet } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { BusyLabel } from '@/app/_ui/busy-label'
import { Button } from '@/app/_ui/button'
import { isolated } from '@/app/_ui/isolated'
import { Name } from '@/app/_ui/name'
import { Form } from '@/app/_ui/form'
import { useForm } from '@/app/_ui/form-answer'
import { Notice } from '@/app/_ui/notice'
import type { Words } from '@/lib/words/catalogues'
import { fill } from '@/lib/words/text'
import { endSessionAction, type EndSessionState } from './actions'

export interface Device {
  id: string
  name: string
  /** Chooses the icon; a `program` logged in through the API. */
  kind: 'desktop' | 'phone' | 'tablet' | 'program' | 'unknown'
  current: boolean
  network: string
  /** When it was last used. */
  active: ReactNode
  loggedIn: ReactNode
}

const ICONS = {
  desktop: Laptop,
  phone: Smartphone,
  tablet: Tablet,
  program: Cpu,
  unknown: MonitorSmartphone,
}

interface Props {
  devices: Device[]
  /** True if no other device is signed in, on any page of the list. */
  isAlone: boolean
  words: Words['sessions']['list']
}

/** One form for the whole list, so that its answer outlives the row it is about. */
export function DeviceList({ devices, isAlone, words }: Props) {
  const { state, isPending, form } = useForm<EndSessionState>(endSessionAction, { status: 'idle' })
  const [ending, setEnding] = useState<string | null>(null)
  const message = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The button that had the focus disappeared with its row.
    if (state.status !== 'idle') message.current?.focus()
  }, [state])

  return (
    <Form {...form}>
      {state.status !== 'idle' && (
        <div className="mb-5">
          <Notice
            tone={state.status === 'gone' ? 'info' : 'good'}
            role="status"
            ref={message}
            tabIndex={-1}
          >
            {state.message}
          </Notice>
        </div>
      )}
      <ul className="divide-y divide-line border-t border-line">
        {devices.map((device) => (
          <DeviceItem
            key={device.id}
            device={device}
            words={words}
            ending={isPending && ending === device.id}
            onEnd={(event) => (isPending ? event.preventDefault() : setEnding(device.id))}
          />
        ))}
      </ul>
      {isAlone && <p className="mt-4 border-t border-line pt-4 text-soft">{words.noOthers}</p>}
    </Form>
  )
}

interface ItemProps extends Pick<Props, 'words'> {
  device: Device
  ending: boolean
  onEnd: (event: { preventDefault: () => void }) => void
}

function DeviceItem({ device, words, ending, onEnd }: ItemProps) {
  const Icon = ICONS[device.kind]
  return (
    <li className="flex gap-4 py-4 last:pb-0">
      <span className="mt-0.5 grid size-11 shrink-0 place-items-center rounded-lg bg-sunken text-soft">
        <Icon className="size-5" aria-hidden="true" />
      </span>
      <div className="flex min-w-0 grow flex-col gap-3 sm:flex-row sm:items-center">
        <div className="min-w-0 grow">
          <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium">
            <Name>{device.name}</Name>
            {device.current && (
              <span className="rounded-full border border-transparent bg-lantern-wash px-2.5 py-0.5 text-xs font-semibold text-lantern">
                {words.thisDevice}
              </span>
            )}
          </p>
          <p className="text-sm text-soft">
            <span className="block sm:inline">{device.active}</span>
            <span className="hidden sm:inline"> · </span>
            <span className="block sm:inline">{device.loggedIn}</span>
          </p>
          <p className="text-sm text-soft first-letter:uppercase">
            <Name>{device.network}</Name>
          </p>
        </div>
        {!device.current && (
          <Button
            type="submit"
            name="session"
            value={device.id}
            look="secondary"
            aria-disabled={ending}
            aria-label={fill(words.logOutDevice, { device: isolated(device.name) })}
            onClick={onEnd}
            className="self-start sm:self-center"
          >
            <BusyLabel isBusy={ending} busy={words.loggingOut}>
              {words.logOut}
            </BusyLabel>
          </Button>
        )}
      </div>
    </li>
  )
}

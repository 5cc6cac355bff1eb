'use client'

import { Cpu, Laptop, MonitorSmartphone, Smartphone, Tablet } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { isolated } from '@/lib/words/isolated'
import { Name } from '@/app/_ui/name'
import { Form } from '@/app/_ui/form'
import { useForm, type FormParts } from '@/app/_ui/form-answer'
import { Notice } from '@/app/_ui/notice'
import { SubmitButton } from '@/app/_ui/submit-button'
import type { Words } from '@/lib/words/catalogues'
import { fill } from '@/lib/words/text'
import { endSessionAction, type EndSessionState } from './actions'
import { LabelForm } from './label-form'

export interface Device {
  id: string
  name: string
  /** What the user calls it; empty if they have not named it. */
  label: string
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
  words: Pick<Words['sessions'], 'list' | 'label'>
}

/** The forms of the list share one answer, which outlives the row it is about. */
export function DeviceList({ devices, isAlone, words }: Props) {
  const { state, form } = useForm<EndSessionState>(endSessionAction, { status: 'idle' })
  const message = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The button that had the focus disappeared with its row.
    if (state.status !== 'idle') message.current?.focus()
  }, [state])

  return (
    <>
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
          <DeviceItem key={device.id} device={device} words={words} end={form} />
        ))}
      </ul>
      {isAlone && <p className="mt-4 border-t border-line pt-4 text-soft">{words.list.noOthers}</p>}
    </>
  )
}

interface ItemProps extends Pick<Props, 'words'> {
  device: Device
  end: FormParts
}

function DeviceItem({ device, words, end }: ItemProps) {
  const Icon = ICONS[device.kind]
  return (
    <li className="flex gap-4 py-4 last:pb-0">
      <span className="mt-0.5 grid size-11 shrink-0 place-items-center rounded-lg bg-sunken text-soft">
        <Icon className="size-5" aria-hidden="true" />
      </span>
      <div className="flex min-w-0 grow flex-col gap-3 sm:flex-row">
        <div className="min-w-0 grow">
          <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-medium">
            <Name>{device.name}</Name>
            {device.current && (
              <span className="rounded-full border border-transparent bg-lantern-wash px-2.5 py-0.5 text-xs font-semibold text-lantern">
                {words.list.thisDevice}
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
          <LabelForm device={device} words={words.label} />
        </div>
        {!device.current && <EndForm device={device} words={words.list} end={end} />}
      </div>
    </li>
  )
}

interface EndFormProps {
  device: Device
  words: Words['sessions']['list']
  end: FormParts
}

function EndForm({ device, words, end }: EndFormProps) {
  return (
    <Form {...end} className="shrink-0">
      <input type="hidden" name="session" value={device.id} />
      <SubmitButton
        look="secondary"
        pendingLabel={words.loggingOut}
        aria-label={fill(words.logOutDevice, { device: isolated(device.name) })}
      >
        {words.logOut}
      </SubmitButton>
    </Form>
  )
}

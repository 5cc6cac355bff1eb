/** Devices that keep their own tokens, and retry as the documentation asks. */
import { Agent, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { transaction } from '@/db/connection'
import { startSession } from '@/lib/sessions/start'
import { issueTokens } from '@/lib/sessions/issue'
import { API } from '@/lib/base/routes'
import type { SessionId, UserId } from '@/lib/base/ids'
import { PHONE, givenUser } from './people'

export interface DeviceClient {
  sessionId: SessionId
  access: string
  refresh: string
}

/** Creates sessions of `count` devices, `each` of them for one user. */
export async function givenDevices(count: number, each: number): Promise<DeviceClient[]> {
  const devices: DeviceClient[] = []
  let userId: UserId = 'usr_none'
  const now = new Date()
  for (let i = 0; i < count; i += 1) {
    if (i % each === 0) userId = await givenUser(`fleet${i}@example.com`)
    const deviceName = `Sensor ${i}`
    const input = { userId, version: 0, persistent: true, from: PHONE, deviceName } as const
    const session = await transaction({ locks: 'all' }, () =>
      startSession({ ...input, kind: 'device' }, now),
    )
    const { access, refresh } = await issueTokens(session, now)
    devices.push({ sessionId: session.id, access, refresh })
  }
  return devices
}

export interface Reconnection {
  /** How many attempts it took to get the tokens. */
  tries: number
  milliseconds: number
}

const MOST_TRIES = 12
const FIRST_WAIT_MS = 200

/**
 * Refreshes over a connection that loses some answers, until the next refresh token arrives.
 *
 * @param loses true when the answer to this attempt gets lost
 */
export async function reconnect(
  device: DeviceClient,
  origin: string,
  { agent, loses, jitter }: { agent: Agent; loses: () => boolean; jitter: () => number },
): Promise<Reconnection> {
  const started = performance.now()
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const answer = await refresh(device, origin, agent, loses())
    if (answer?.status === 200) {
      const { access_token: access, refresh_token } = JSON.parse(answer.body) as Record<
        string,
        string
      >
      Object.assign(device, { access, refresh: refresh_token })
      return { tries, milliseconds: performance.now() - started }
    }
    // Retries only 503 and 429: a 401 is final.
    if (answer && answer.status !== 503 && answer.status !== 429) {
      throw new Error(`A device was answered ${answer.status}: ${answer.body}`)
    }
    await sleep(FIRST_WAIT_MS * 2 ** Math.min(tries, 5) * (0.5 + jitter()))
  }
  throw new Error(`A device gave up after ${MOST_TRIES} tries`)
}

async function refresh(
  device: DeviceClient,
  origin: string,
  agent: Agent,
  isLost: boolean,
): Promise<{ status: number; body: string } | null> {
  const { hostname, port } = new URL(origin)
  const body = JSON.stringify({ refresh_token: device.refresh })
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
  return new Promise((resolve) => {
    const sent = request(
      { hostname, port, path: `${API}/auth/refresh`, method: 'POST', agent, headers },
      (response) => {
        if (isLost) return void sent.destroy(new Error('lost'))
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', () => resolve(null))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
        )
      },
    )
    sent.on('error', () => resolve(null))
    sent.end(body)
  })
}

/** Which limits an attempt to log in counts against. */
import { listNetworks } from '@/db/queries/sessions'
import { hashOfDeviceSecret } from '@/lib/devices/device-secret'
import { knownDevicesOf } from '@/lib/devices/known-device'
import {
  LOG_IN_ACCOUNT,
  LOG_IN_DEVICE,
  LOG_IN_NETWORK,
  LOG_IN_PAIR,
} from '@/lib/rate-limits/limits'
import type { Details } from '@/lib/events/details'
import { networkKey } from '@/lib/rate-limits/network-key'
import { waitBefore, type Take } from '@/lib/rate-limits/take'
import type { UserId } from '@/lib/base/ids'
import type { LogInAttempt } from './log-in'

type Client = Pick<LogInAttempt, 'from' | 'deviceSecret'>

/** What an account has seen of a client. */
export interface Familiarity {
  /** The account knows this browser. */
  readonly hasDevice: boolean
  /** The same, by a log-in: another reader of the mail could have made it known. */
  readonly hasLoggedInHere: boolean
  /** A session of the account began in this network. */
  readonly hasNetwork: boolean
  /** The account knows some browser. */
  readonly hasAnyDevice: boolean
  /** The account has seen no log-in at all. */
  readonly isFirst: boolean
}

/** Beyond this many, some of the user's own networks are limited like unknown ones. */
const MAX_NETWORKS = 100
/** An unknown email address takes the same queries. */
const NOBODY: UserId = 'usr_'

/** @param userId null for an unknown email address */
export async function familiarityOf(
  userId: UserId | null,
  { from, deviceSecret }: Client,
): Promise<Familiarity> {
  const [networks, devices] = await Promise.all([
    listNetworks(userId ?? NOBODY, MAX_NETWORKS),
    knownDevicesOf(userId ?? NOBODY, deviceSecret ?? null),
  ])
  return {
    hasDevice: devices.hasThis,
    hasLoggedInHere: devices.hasLoggedInHere,
    hasNetwork: networks.map(networkKey).includes(networkKey(from.network)),
    hasAnyDevice: devices.hasAny,
    isFirst: networks.length === 0 && !devices.hasAny,
  }
}

/**
 * What a log-in shows for the first time: a browser or a network. Nothing at the first log-in of
 * all, and no browser where the client keeps no cookies.
 */
export function noveltyOf(
  { hasLoggedInHere, hasNetwork, isFirst }: Familiarity,
  deviceSecret: string | undefined,
): Details | null {
  const details = {
    ...(deviceSecret && !hasLoggedInHere ? { device: 'new' } : {}),
    ...(hasNetwork ? {} : { network: 'new' }),
  }
  return isFirst || Object.keys(details).length === 0 ? null : details
}

export interface LogInLimits {
  readonly all: readonly Take[]
  /** Those that a successful log-in clears. */
  readonly cleared: readonly Take[]
  /** Those that others share: they only get the attempt back. */
  readonly givenBack: readonly Take[]
  /** In how many milliseconds a known device has attempts of its own again; null if it has some. */
  readonly ownIn: number | null
}

/**
 * A known device has limits of its own, whatever strangers do and wherever it is. When they are
 * used up, it counts as a stranger until their window ends.
 *
 * @param account the key of the email address
 */
export async function limitsFor(
  account: string,
  client: Client,
  familiarity: Familiarity,
): Promise<LogInLimits> {
  const strangers = strangersLimits(account, client, familiarity)
  if (!familiarity.hasDevice || !client.deviceSecret) return { ...strangers, ownIn: null }
  const own = deviceLimits(account, client.deviceSecret)
  const ownIn = await waitBefore(own)
  return ownIn === null ? { all: own, cleared: own, givenBack: [], ownIn } : { ...strangers, ownIn }
}

/** The limits of a known device's own attempts. @param account the key of the email address */
export function deviceLimits(account: string, deviceSecret: string): readonly Take[] {
  const key = [account, hashOfDeviceSecret(deviceSecret)]
  return LOG_IN_DEVICE.map((limit) => ({ limit, key }))
}

function strangersLimits(account: string, client: Client, familiarity: Familiarity) {
  const network = networkKey(client.from.network)
  const cleared = LOG_IN_PAIR.map((limit) => ({ limit, key: [account, network] }))
  const givenBack = [
    { limit: LOG_IN_NETWORK, key: [network] },
    ...(isExempt(client, familiarity) ? [] : [{ limit: LOG_IN_ACCOUNT, key: [account] }]),
  ]
  return { all: [...cleared, ...givenBack], cleared, givenBack }
}

/**
 * True in a network of the user's, unless the account knows a browser and this one is another: it
 * may be a neighbour's. A client without cookies can show nothing better than its network.
 */
function isExempt({ deviceSecret }: Client, { hasNetwork, hasAnyDevice }: Familiarity): boolean {
  return hasNetwork && (deviceSecret === undefined || !hasAnyDevice)
}

/** A device that waits for the answer of a user. */
import { transaction } from '@/db/connection'
import { insertArtifact } from '@/db/queries/oauth-artifacts'
import type { AppId } from '@/lib/base/ids'
import { addSeconds, MINUTE, toNumericDate } from '@/lib/base/time'
import { artifactId, hashOf } from '@/lib/oauth/artifact-id'
import { findDeviceByCode, findDeviceRequest, type DeviceRequest } from '@/lib/oauth/device-request'
import type { Actor } from '@/lib/sessions/authenticate'
import { at, NOW } from './people'

/** What the user types. */
export const DEVICE_CODE = 'BCDF-GHJK'
export const DEVICE_ROW = artifactId('DeviceCode', 'a code of the device')

/** The code of this application, as the library stores it. */
export async function givenDeviceCode(appId: AppId): Promise<void> {
  const payload = {
    kind: 'DeviceCode',
    clientId: appId,
    iat: toNumericDate(NOW),
    exp: toNumericDate(NOW) + 10 * MINUTE,
    params: {
      client_id: appId,
      scope: 'openid email users:read',
      resource: ['urn:gatehouse:service:orders', 'urn:gatehouse:service:payments'],
    },
    deviceInfo: { network: '203.0.113.7' },
  }
  const row = {
    id: DEVICE_ROW,
    model: 'DeviceCode',
    payload: JSON.stringify(payload),
    userCodeHash: hashOf('BCDFGHJK'),
    grantId: null,
    consumedAt: null,
    createdAt: NOW,
    expiresAt: addSeconds(NOW, 10 * MINUTE),
  }
  await transaction({ locks: 'all' }, () => insertArtifact(row))
}

/** The request, once this user has typed its code. */
export async function givenDeviceRequest(user: Actor): Promise<DeviceRequest> {
  const id = (await findDeviceByCode(user, DEVICE_CODE, at(60))) ?? ''
  const request = await findDeviceRequest(user, id, at(60))
  if (!request) throw new Error('It is gone')
  return request
}

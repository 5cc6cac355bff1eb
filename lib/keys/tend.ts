/** Leads each key through its life. */
import { log } from '@/lib/telemetry/log'
import { keepLines } from './lines'
import { destroyRetiredKeys } from './destroy-retired'
import { rotateWhenDue } from './rotate'

/** One round. A failure is logged, and does not keep the other half from running. */
export async function tendKeys(now = new Date()): Promise<void> {
  try {
    await keepLines(now)
    if (await rotateWhenDue(now)) log.info('The next key signs: its time has come')
  } catch (err) {
    log.error('The keys could not be rotated, trying again in a minute', { err })
  }
  try {
    await destroyRetiredKeys(now)
  } catch (err) {
    log.error('Retired keys could not be destroyed, trying again in a minute', { err })
  }
}

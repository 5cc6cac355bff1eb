import { expect, onTestFinished, test } from 'vitest'
import { transaction } from '@/db/connection'
import { gauge, metricsText } from '@/lib/telemetry/metrics'
import { useFreshDatabase } from '@/tests/support/database'
import { givenMailServer } from '@/tests/support/mailbox'
import { at } from '@/tests/support/people'
import { measureQueue } from './measure-queue'
import { queueMail } from './queue'
import { sendDueMails } from './sender'

useFreshDatabase()

/** The lines of both gauges at a scrape, without labels. */
async function scraped(): Promise<string[]> {
  const { text } = await metricsText()
  return text.split('\n').flatMap((line) => {
    const [, name, value] =
      /^gatehouse_(mails_waiting|mail_oldest_seconds)\S* (\S+)/.exec(line) ?? []
    return name ? [`${name} ${value}`] : []
  })
}

test('a scrape tells how many mails wait, and how old the oldest is', async () => {
  onTestFinished(restoreGauges)
  await givenMailServer()
  measureQueue(() => at(90))
  expect(await scraped()).toEqual(['mails_waiting 0', 'mail_oldest_seconds 0'])
  await transaction({ locks: 'none' }, async () => {
    for (const second of [60, 0]) {
      await queueMail({ kind: 'test', to: 'a@example.com', userId: null, locale: 'en' }, at(second))
    }
  })
  expect(await scraped()).toEqual(['mails_waiting 2', 'mail_oldest_seconds 90'])
  await sendDueMails(() => at(61))
  expect(await scraped()).toEqual(['mails_waiting 0', 'mail_oldest_seconds 0'])
})

test('a figure that cannot be read hides no other', async () => {
  onTestFinished(restoreGauges)
  gauge('mailsWaiting', () => Promise.reject(new Error('The database is away')))
  gauge('oldestMail', () => 7)
  expect(await scraped()).toEqual(['mails_waiting Nan', 'mail_oldest_seconds 7'])
})

function restoreGauges(): void {
  gauge('mailsWaiting', () => 0)
  gauge('oldestMail', () => 0)
}

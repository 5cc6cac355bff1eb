import { expect, test } from 'vitest'
import { transaction } from '@/db/connection'
import { deleteMailsBefore } from '@/db/queries/mails'
import { useFreshDatabase } from '@/tests/support/database'
import { NOW } from '@/tests/support/people'
import { plansOf, slowSteps } from '@/tests/support/plans'
import { giveUpOverdueMails } from './sender'

useFreshDatabase()

test('mails that are too old, and those that are over, are found by an index', async () => {
  expect(await slowSteps(() => giveUpOverdueMails(NOW))).toEqual([])
  const purge = () => transaction({ locks: 'none' }, () => deleteMailsBefore(NOW, 10))
  expect(await slowSteps(purge)).toEqual([])
  const details = (await plansOf(purge)).map(({ detail }) => detail)
  expect(details).toContainEqual(expect.stringContaining('mails_created_at (created_at<?)'))
})

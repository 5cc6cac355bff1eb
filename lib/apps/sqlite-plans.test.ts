import { expect, test } from 'vitest'
import { encodeTimeCursor } from '@/lib/base/cursor'
import { COMMAND_LINE } from '@/lib/permissions/operator'
import { givenApp } from '@/tests/support/apps'
import { useFreshDatabase } from '@/tests/support/database'
import { NOW } from '@/tests/support/people'
import { slowSteps } from '@/tests/support/plans'
import { removeApp } from './disable'
import { listApps, showApp } from './list'
import { recentAppEvents } from './log'
import { rotateAppSecret } from './rotate-secret'

useFreshDatabase()

test('applications are listed, shown, changed and deleted by an index', async () => {
  const { app } = await givenApp()
  const cursor = encodeTimeCursor({ at: NOW, id: app.id })
  expect(await slowSteps(() => listApps(COMMAND_LINE, { cursor }))).toEqual([])
  expect(await slowSteps(() => showApp(COMMAND_LINE, app.id))).toEqual([])
  const log = await slowSteps(() => recentAppEvents(COMMAND_LINE, app.id))
  // Those are the newest of one type, a fixed number.
  expect(log.filter((step) => !step.startsWith('SCAN newest:'))).toEqual([])
  const rotate = { appId: app.id, overlap: 0 }
  expect(await slowSteps(() => rotateAppSecret(COMMAND_LINE, rotate))).toEqual([])
  expect(await slowSteps(() => removeApp(COMMAND_LINE, { appId: app.id, name: app.name }))).toEqual(
    [],
  )
})

import { test } from 'vitest'
import { useFreshDatabase } from '../support/database'
import { expectPromisesOnWalks, PATIENCE_MS, SETTINGS } from './walk'

useFreshDatabase(SETTINGS)

test(
  'whatever others do on other walks, the promises hold',
  () => expectPromisesOnWalks(1),
  PATIENCE_MS,
)

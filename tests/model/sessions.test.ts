import { test } from 'vitest'
import { useFreshDatabase } from '../support/database'
import { expectPromisesOnWalks, PATIENCE_MS, SETTINGS } from './walk'

useFreshDatabase(SETTINGS)

test(
  'whatever people, thieves, clocks and crashes do, the promises hold',
  () => expectPromisesOnWalks(0),
  PATIENCE_MS,
)

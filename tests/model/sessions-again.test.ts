import { test } from 'vitest'
import { useFreshDatabase } from '../support/database'
import { expectPromisesOnWalks, PATIENCE_MS, SETTINGS } from './walk'

useFreshDatabase(SETTINGS)

test(
  'the promises hold on further random walks of users, thieves, clocks and crashes',
  () => expectPromisesOnWalks(1),
  PATIENCE_MS,
)

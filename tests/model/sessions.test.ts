import { test } from 'vitest'
import { useFreshDatabase } from '../support/database'
import { expectPromisesOnWalks, PATIENCE_MS, SETTINGS } from './walk'

useFreshDatabase(SETTINGS)

test(
  'the promises hold on random walks of users, thieves, clocks and crashes',
  () => expectPromisesOnWalks(0),
  PATIENCE_MS,
)

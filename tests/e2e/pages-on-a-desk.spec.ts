import { testLook } from '../support/looks'

testLook({
  name: 'on a desk, in dark colours',
  colorScheme: 'dark',
  locale: 'en',
  viewport: { width: 1280, height: 800 },
  rules: 'all',
})

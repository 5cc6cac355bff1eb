import { testLook } from '../support/looks'

// What runs over the edge does so in any colours, and what cannot be read at any width.
testLook({
  name: 'on a phone, in light colours',
  colorScheme: 'light',
  viewport: { width: 360, height: 740 },
  rules: 'look',
})

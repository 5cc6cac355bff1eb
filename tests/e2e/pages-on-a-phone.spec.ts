import { testLook } from '../support/looks'

// One colour scheme per size is enough: overflow does not depend on colours, nor contrast on width.
testLook({
  name: 'on a phone, in German and light colours',
  colorScheme: 'light',
  locale: 'de',
  viewport: { width: 360, height: 740 },
  rules: 'look',
})

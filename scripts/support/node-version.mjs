/** Refuses a Node.js that is too old with one sentence. An old Node.js must be able to run this. */
const OLDEST = [20, 19]

export function onSupportedNode(load) {
  const version = process.versions.node.split('.').map(Number)
  if (version[0] > OLDEST[0] || (version[0] === OLDEST[0] && version[1] >= OLDEST[1])) return load()
  console.error(
    'Gatehouse needs Node.js ' + OLDEST.join('.') + ' or newer; this is ' + process.version + '.',
  )
  process.exit(1)
}

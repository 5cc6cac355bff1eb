/** What Apache needs around the part of a configuration that a test is about. */
const MODULES = '/usr/lib/apache2/modules'
const isRoot = process.getuid?.() === 0

interface Around {
  readonly folder: string
  readonly port: number
  readonly modules: readonly string[]
}

export function apacheAround(part: string, { folder, port, modules }: Around): string {
  return [
    `ServerRoot ${folder}`,
    `DefaultRuntimeDir ${folder}`,
    `PidFile ${folder}/pid`,
    'ServerName localhost',
    `ErrorLog ${folder}/error.log`,
    `Listen ${port}`,
    ...(isRoot ? ['User nobody', 'Group nogroup'] : []),
    ...modules.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`),
    part,
  ].join('\n')
}

/** Runs the command line in its own process, or commands of it in this one. */
import { Command, CommanderError } from 'commander'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, vi } from 'vitest'
import { bundleFile } from './processes'

export interface Said {
  code: number | null
  out: string
  err: string
}

/** @returns a function that runs `gatehouse` with arguments and the settings of the test */
export function useCommandLine(): (...args: string[]) => Promise<Said> {
  let program: { file: string; remove: () => void }
  beforeAll(async () => {
    program = await bundleFile('cli/gatehouse.ts')
  })
  afterAll(() => program.remove())

  return async (...args) => {
    const child = spawn(process.execPath, [program.file, ...args], {
      // Keeps the developer's own .env.local out of the test.
      env: { ...process.env, __NEXT_PROCESSED_ENV: 'true' },
    })
    const said: Said = { code: null, out: '', err: '' }
    child.stdout.on('data', (chunk) => (said.out += String(chunk)))
    child.stderr.on('data', (chunk) => (said.err += String(chunk)))
    const [code] = (await once(child, 'close')) as [number | null]
    return { ...said, code }
  }
}

/** Runs commands in this process, which is fast. @returns what they print, or their error */
export async function runHere(
  commands: readonly Command[],
  ...args: string[]
): Promise<{ out: string } | { misused: string } | { refused: string }> {
  const printed: string[] = []
  const spy = vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line))
  const program = new Command('gatehouse').exitOverride()
  for (const command of commands) {
    program.addCommand(command)
    for (const one of [command, ...command.commands]) {
      one.exitOverride().configureOutput({ writeErr: () => undefined })
    }
  }
  try {
    await program.parseAsync(args, { from: 'user' })
    return { out: printed.join('\n') }
  } catch (error) {
    if (error instanceof CommanderError) return { misused: error.message }
    return { refused: (error as Error).message }
  } finally {
    spy.mockRestore()
  }
}

type Answered = Awaited<ReturnType<typeof runHere>>

/** The groups of commands that `make` returns, to be run in this process. */
export function commandsHere(make: () => readonly Command[]) {
  const run = (...args: string[]): Promise<Answered> => runHere(make(), ...args)
  /** What a command that succeeds prints. */
  const said = async (...args: string[]): Promise<string> => {
    const answer = await run(...args)
    if (!('out' in answer)) throw new Error(JSON.stringify(answer))
    return answer.out
  }
  /** The `--json` output of a command that succeeds. */
  const asked = async (...args: string[]): Promise<Record<string, unknown>> =>
    JSON.parse(await said(...args, '--json')) as Record<string, unknown>
  return { run, said, asked }
}

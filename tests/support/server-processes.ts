/** The processes of a server that runs with `WEB_CONCURRENCY`. */
import { spawnSync } from 'node:child_process'

/** The ids of the processes that `pid` has started and that still run. */
export function serverProcessesOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' })
  return stdout.split('\n').flatMap((line) => {
    const [id, parent, state = ''] = line.trim().split(/\s+/)
    return Number(parent) === pid && !state.startsWith('Z') ? [Number(id)] : []
  })
}

/** False once the process has ended. */
export function isRunning(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z')
}

/** Runs npm: the one that started us, else the one on the PATH. */
import { basename } from 'node:path'
import { command, node } from './command.mjs'

/** @returns its exit `code` and `output` */
export function runNpm(args) {
  const cli = process.env.npm_execpath ?? ''
  if (/^npm-cli\.c?js$/.test(basename(cli))) return node([cli, ...args])
  return command('npm', args, { shell: process.platform === 'win32' })
}

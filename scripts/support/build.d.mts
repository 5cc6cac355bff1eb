import type { BuildOptions } from 'esbuild'

/** Options to bundle our programs. */
export const PROGRAM: BuildOptions

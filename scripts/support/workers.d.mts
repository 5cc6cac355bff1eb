export const WORKERS: number

/** Class names of every dialog. */
export const DIALOG =
  'fixed inset-0 m-auto h-fit max-h-[calc(100dvh-2rem)] w-[min(26rem,calc(100vw-2rem))] overflow-y-auto ' +
  'rounded-xl border border-line bg-surface p-6 text-left text-ink shadow-card backdrop:bg-black/50'

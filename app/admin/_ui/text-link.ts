/** How a link in a row of a list looks: high enough for a finger. */
export const TEXT_LINK =
  'inline-flex min-h-6 items-center text-ivy underline underline-offset-4 hover:text-ivy-strong'

/** Class names of a link in a row of a list, high enough to tap. */
export const TEXT_LINK =
  'inline-flex min-h-6 items-center text-accent underline underline-offset-4 hover:text-accent-strong'

/** The frame of the pages for visitors. */
export const entrance = {
  promise: 'See every device that is logged in to your account, and log out any of them at once.',
} as const

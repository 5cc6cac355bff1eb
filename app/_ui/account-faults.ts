/** The form shows a log-in link beside it. */
export const EMAIL_TAKEN = 'This address already has an account.'

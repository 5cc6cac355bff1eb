/** Beside it the form leads to the log-in page. */
export const ADDRESS_TAKEN = 'This address already has an account.'

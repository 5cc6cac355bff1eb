/** The id of the account menu's element. */
export const ACCOUNT_MENU = 'account-menu'

/** How many characters of its id to type to burn a key. */
export const CONFIRM_LENGTH = 6

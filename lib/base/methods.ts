/** The methods of HTTP that Gatehouse answers (RFC 9110 §9); no other one has a use here. */

/** They change nothing. */
const READ_METHODS = ['GET', 'HEAD', 'OPTIONS'] as const
export const CHANGING_METHODS = ['POST', 'PUT', 'PATCH', 'DELETE'] as const
export const METHODS = [...READ_METHODS, ...CHANGING_METHODS] as const

/** What operations of the API may use. Pages of other origins may send these and no others. */
export const API_METHODS = ['GET', 'POST', 'PATCH', 'DELETE'] as const
export type ApiMethod = (typeof API_METHODS)[number]

/** True for a request that changes nothing. */
export function isRead(method: string | undefined): boolean {
  return READ_METHODS.some((one) => one === method)
}

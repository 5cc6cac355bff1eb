/** Client authentication with an empty secret, which is none. @see RFC 6749 §2.3.1 */
import type { IncomingMessage } from 'node:http'
import { readForm, withLength } from './body'

const BASIC = /^basic +([\w+/-]+=*)$/i
const FORM = 'application/x-www-form-urlencoded'

/**
 * The request of a program that has no secret and sends an empty one, such as oidc-agent, as the
 * library knows such requests: with the id in the body. Any other request as it is.
 */
export async function withoutEmptySecret(req: IncomingMessage): Promise<IncomingMessage> {
  const { authorization = '', 'content-type': type = '' } = req.headers
  const [, encoded = ''] = BASIC.exec(authorization) ?? []
  const [, id] = /^([^:]+):$/.exec(Buffer.from(encoded, 'base64').toString()) ?? []
  if (id === undefined || !type.startsWith(FORM)) return req
  const form = await readForm(req)
  if (!form.has('client_id')) form.set('client_id', id)
  const plain = withLength(req, Buffer.from(form.toString()))
  delete plain.headers.authorization
  return plain
}

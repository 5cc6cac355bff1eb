import { endpoints } from '@/lib/request/api'
import { problem } from '@/lib/request/problem'

/** No page for people is sent to a program that took a wrong turn. */
const notFound = async () => problem('not-found')

export const { GET, POST, PUT, PATCH, DELETE } = endpoints(
  ...(['GET', 'POST', 'DELETE'] as const).map((method) => ({ method, handler: notFound })),
)

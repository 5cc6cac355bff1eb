import { API_METHODS } from '@/lib/base/methods'
import { endpoints } from '@/lib/request/api'
import { problem } from '@/lib/request/problem'

/** Unknown paths of the API answer a problem, not a page. */
const notFound = async (request: Request) => problem(request, 'not-found')

export const { GET, POST, PUT, PATCH, DELETE } = endpoints(
  ...API_METHODS.map((method) => ({ method, handler: notFound })),
)

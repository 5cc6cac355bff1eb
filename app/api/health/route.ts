/** The short address of `/api/health/ready`. */
export { GET } from './ready/route'

export const dynamic = 'force-dynamic'

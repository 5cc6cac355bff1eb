/** A short path for `/api/health/ready`. */
export { GET } from './ready/route'

export const dynamic = 'force-dynamic'

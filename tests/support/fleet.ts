/** Three instances of the built Gatehouse on one PostgreSQL database, behind one URL. */
import { startBalancer, type Balancer } from './balancer'
import { startPostgres, type PostgresServer } from './postgres-server'
import { startServer, type TestServer } from './server'

export interface Fleet {
  database: PostgresServer
  balancer: Balancer
  copies: TestServer[]
  origin: string
  stop(): Promise<void>
}

const COPIES = 3

export async function startFleet(settings: Record<string, string> = {}): Promise<Fleet> {
  const [database, balancer] = await Promise.all([startPostgres(), startBalancer()])
  await database.create('gatehouse')
  const origin = `http://localhost:${balancer.port}`
  const env = {
    ...settings,
    DATABASE_URL: database.urlOf('gatehouse'),
    APP_ORIGIN: origin,
    AUTH_SECRET: 'dGhyZWUtY29waWVzLW9uZS1zZWNyZXQtMTIzNDU2Nzg5',
    TRUSTED_PROXIES: '127.0.0.1,::1',
  }
  const copies = await Promise.all(Array.from({ length: COPIES }, () => startServer({ env })))
  balancer.ports = copies.map((copy) => copy.port)
  return {
    database,
    balancer,
    copies,
    origin,
    async stop() {
      await Promise.all(copies.map((copy) => copy.stop()))
      await balancer.close()
      await database.stop()
    },
  }
}

/** The fleet as a single server: the balancer chooses the instance for each request. */
export function asOne({ copies: [first], balancer, origin }: Fleet): TestServer {
  if (!first) throw new Error('There is no copy')
  return { ...first, origin, port: balancer.port }
}

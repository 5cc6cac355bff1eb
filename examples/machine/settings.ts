/** The settings of the machine and of the service, from the environment. */

const { GATEHOUSE_ISSUER, CLIENT_ID, CLIENT_SECRET, SERVICE, PORT } = process.env

const port = Number(PORT ?? 4005)

export const settings = {
  /** The `APP_ORIGIN` of Gatehouse. */
  issuer: new URL(GATEHOUSE_ISSUER ?? 'http://localhost:3000'),
  /** What `npm run gatehouse -- clients create` printed. */
  clientId: CLIENT_ID ?? '',
  clientSecret: CLIENT_SECRET ?? '',
  /** The name of the service in `API_AUDIENCES`. */
  service: SERVICE ?? 'stock',
  port,
  origin: `http://localhost:${port}`,
}

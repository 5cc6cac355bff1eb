/** The application's settings, from its environment. */

const { GATEHOUSE_ISSUER, CLIENT_ID, CLIENT_SECRET, PORT } = process.env

const port = Number(PORT ?? 4003)

export const settings = {
  /** The `APP_ORIGIN` of Gatehouse. */
  issuer: new URL(GATEHOUSE_ISSUER ?? 'http://localhost:3000'),
  /** What `npm run gatehouse -- clients create` printed. */
  clientId: CLIENT_ID ?? '',
  clientSecret: CLIENT_SECRET ?? '',
  port,
  origin: `http://localhost:${port}`,
}

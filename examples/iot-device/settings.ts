/** The settings of the device and of the service, from the environment. */

const { GATEHOUSE_ISSUER, CLIENT_ID, SERVICE, PORT, READINGS } = process.env

const port = Number(PORT ?? 4004)

export const settings = {
  /** The `APP_ORIGIN` of Gatehouse. */
  issuer: new URL(GATEHOUSE_ISSUER ?? 'http://localhost:3000'),
  /** What `npm run gatehouse -- clients create` printed. */
  clientId: CLIENT_ID ?? '',
  /** The name of the service in `API_AUDIENCES`. */
  service: SERVICE ?? 'readings',
  port,
  origin: `http://localhost:${port}`,
  /** How many readings the device sends before it stops. */
  readings: Number(READINGS ?? 3),
}

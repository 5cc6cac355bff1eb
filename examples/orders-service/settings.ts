/** The orders service's settings, from its environment. */

const { GATEHOUSE_ISSUER, PORT } = process.env

export const settings = {
  /** The `APP_ORIGIN` of Gatehouse. */
  issuer: GATEHOUSE_ISSUER ?? 'http://localhost:3000',
  port: Number(PORT ?? 4001),
}

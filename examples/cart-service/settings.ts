/** The cart service's settings, from its environment. */

const { GATEHOUSE_ISSUER, ORDERS_URL, PORT } = process.env

export const settings = {
  /** The `APP_ORIGIN` of Gatehouse. */
  issuer: GATEHOUSE_ISSUER ?? 'http://localhost:3000',
  ordersUrl: ORDERS_URL ?? 'http://localhost:4001',
  port: Number(PORT ?? 4002),
}

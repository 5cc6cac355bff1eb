/** The client's settings, from its environment. */

const { GATEHOUSE_ISSUER, CART_URL, ORDERS_URL, SHOP_EMAIL, SHOP_PASSWORD } = process.env

export const settings = {
  gatehouse: GATEHOUSE_ISSUER ?? 'http://localhost:3000',
  cart: CART_URL ?? 'http://localhost:4002',
  orders: ORDERS_URL ?? 'http://localhost:4001',
  email: SHOP_EMAIL ?? '',
  password: SHOP_PASSWORD ?? '',
}

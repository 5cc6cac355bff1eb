import { connection } from 'next/server'

/** Rendered for each request, as every page of Gatehouse is: its scripts carry a nonce. */
export default async function PlainPage() {
  await connection()
  return <h1>Plain</h1>
}

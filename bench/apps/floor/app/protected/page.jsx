import { cookies } from 'next/headers'

/** Believes the cookie: the markup of a protected page without any check. */
export default async function ProtectedPage() {
  const email = (await cookies()).get('email')?.value
  return <h1>{`Hello ${email}`}</h1>
}

import { betterAuth } from 'better-auth'
import { bearer } from 'better-auth/plugins'
import Database from 'better-sqlite3'

export const auth = betterAuth({
  database: new Database(process.env.DATABASE_FILE),
  emailAndPassword: { enabled: true },
  // Its default allows 3 log-ins in 10 seconds, and the bench measures many more.
  rateLimit: { enabled: false },
  plugins: [bearer()],
})

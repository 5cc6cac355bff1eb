/** What every measured app offers to the bench. */
import type { Client } from './client'
import type { Server } from './server'

/** The rows of CPU time per request. */
export const REQUEST_ROWS = [
  'page',
  'protected',
  'dashboard',
  'refresh',
  'refresh-api',
  'me',
] as const
export type RequestRow = (typeof REQUEST_ROWS)[number]

/** Sends one request of a row and checks its answer. Requests of one lane never overlap. */
export type Sender = (lane: number) => Promise<void>

export interface Visit {
  /** An app lacks the rows that it has no counterpart for. */
  senders: Partial<Record<RequestRow, Sender>>
  /** Pages whose scripts are counted, with the cookies they need. */
  pages: { path: string; cookie: string }[]
  /** Logs the user in once more; `attempt` is a number that never repeats. */
  logIn?: (client: Client, attempt: number) => Promise<void>
}

export interface App {
  name: string
  /** Builds it, unless that is done. */
  build(): Promise<void>
  /** Starts it with a database of its own in `folder`. */
  start(port: number, folder: string): Promise<Server>
  /** Creates a user and their sessions, by requests alone. */
  visit(client: Client): Promise<Visit>
}

export const EMAIL = 'ada@example.com'
export const PASSWORD = 'eleven lanterns over quiet harbour'

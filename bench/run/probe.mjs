/** Loaded into each measured server by `--import`: tells the bench what the process has used. */
import { isMainThread } from 'node:worker_threads'

if (isMainThread && process.send) {
  process.on('message', (question) => {
    if (question !== 'usage') return
    // Of the whole process, so hashing threads and the garbage collector count too.
    const { user, system } = process.cpuUsage()
    process.send({ cpuMs: (user + system) / 1000, rssMib: process.memoryUsage.rss() / 2 ** 20 })
  })
  // No server outlives the bench, however that ends.
  process.once('disconnect', () => process.exit())
  process.channel.unref()
}

/**
 * Tells the parent process which port it serves, and answers its questions. Every answer is JSON.
 * `more` has the questions of this server only.
 */
export function serveParent(port, more = {}) {
  const answers = { usage, ...more }
  process.on('message', ({ id, question, about }) => {
    void Promise.resolve(answers[question](about)).then((answer) => process.send({ id, answer }))
  })
  process.on('disconnect', () => process.exit(0))
  process.send({ port })
}

/** Processor time of all threads so far, and what is in use once the garbage is gone, if `collect` asks for that. */
function usage({ collect }) {
  if (collect) for (let round = 0; round < 3; round += 1) globalThis.gc()
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed, external } = process.memoryUsage()
  return { cpuMs: (user + system) / 1000, rss, heap: heapUsed + external }
}

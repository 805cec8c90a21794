// Relay and page together, both restarting on change. Ctrl-C ends both.
import { spawn } from 'node:child_process'

const port = process.env.PORT ?? '4321'
const env = { ...process.env, PORT: port }
const children = [
  spawn(process.execPath, ['--import', 'tsx', '--watch', 'relay/main.ts'], {
    env,
    stdio: 'inherit',
  }),
  spawn(process.execPath, ['node_modules/vite/bin/vite.js'], { env, stdio: 'inherit' }),
]
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => children.forEach((child) => child.kill(signal)))
}
for (const child of children) child.on('exit', () => children.forEach((other) => other.kill()))

// Format, lint and types side by side; each tells its findings when it ends. Fails when one of them does.
import { spawn } from 'node:child_process'

// The longest first. oxlint reads the types of scripts in a tenth of the time that ESLint takes, but none of screens.
const checks = [
  [
    'eslint',
    [
      'node_modules/eslint/bin/eslint.js',
      '-c',
      '.config/eslint.config.js',
      '.',
      '--max-warnings=0',
    ],
  ],
  [
    'svelte-check',
    [
      'node_modules/svelte-check/bin/svelte-check',
      '--tsconfig',
      './tsconfig.json',
      '--fail-on-warnings',
    ],
  ],
  [
    'oxlint',
    [
      'node_modules/oxlint/bin/oxlint',
      ...['-c', '.config/oxlint.json', '--type-aware', '--deny-warnings', '.'],
    ],
  ],
  ['prettier', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']],
]

const results = await Promise.all(checks.map(([name, args]) => run(name, args)))
process.exit(results.every((code) => code === 0) ? 0 : 1)

function run(name, args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args)
    let output = ''
    const collect = (chunk) => (output += chunk)
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('close', (code) => {
      console.log(`${name}: ${code === 0 ? 'clean' : 'findings'}`)
      if (code !== 0) console.log(output)
      resolve(code)
    })
  })
}

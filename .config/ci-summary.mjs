// Adds up what the test runners printed and ends with the one line CI reads.
import { readFileSync } from 'node:fs'

const [logPath, status] = process.argv.slice(2)
const escape = String.fromCharCode(27)
const log = readFileSync(logPath, 'utf8').replaceAll(new RegExp(`${escape}\\[[0-9;]*m`, 'g'), '')

const unit = /^\s*Tests\s+(.*)\(\d+\)\s*$/m.exec(log)?.[1] ?? ''
const stories = log.slice(log.lastIndexOf('Running '))
const tries = [...log.matchAll(/^(\d+) (?:monsters|maps) tried, (\d+) failures$/gm)]
const passed =
  count(unit, /(\d+) passed/) +
  count(stories, /^\s*(\d+) passed/m) +
  tries.reduce((sum, [, tried, failures]) => sum + Number(tried) - Number(failures), 0)
const counted =
  count(unit, /(\d+) failed/) +
  count(stories, /^\s*(\d+) failed/m) +
  tries.reduce((sum, [, , failures]) => sum + Number(failures), 0)
const failed = status === '0' ? counted : Math.max(counted, 1)

console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)

function count(text, pattern) {
  return Number(pattern.exec(text)?.[1] ?? 0)
}

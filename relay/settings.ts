import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { BlobReserves } from './blobs/index.ts'
import { blobLimits as usualBlobLimits, limits as usualLimits, type RelayLimits } from './limits.ts'
import { nearestOf } from './nearest.ts'
import { parseNetworks, type Network } from './networks.ts'
import type { BlobLimits } from './wire/index.ts'

/** What a keeper can set. */
export interface Settings {
  readonly port: number
  readonly host: string
  readonly dataDirectory: string
  /** Path below which everything is served: '' or '/like/this'. */
  readonly basePath: string
  /** Proxies whose word about the address of a client counts. */
  readonly trustedProxies: readonly Network[]
  /** Who gets /metrics: those who ask from this machine and through no proxy, everybody, nobody. */
  readonly metrics: 'local' | 'all' | 'off'
  /** NATS, where logs and files are kept there instead of in the data directory. */
  readonly nats: { readonly url: string; readonly replicas: number } | undefined
  readonly limits: RelayLimits
  readonly blobLimits: BlobLimits & BlobReserves
}

/** What the command line asks for. */
export type Command =
  /** With sentences about variables that are nearly settings. */
  | { readonly type: 'serve'; readonly settings: Settings; readonly hints: readonly string[] }
  | { readonly type: 'backup' | 'restore'; readonly place: string; readonly settings: Settings }
  /** Give every room in NATS a new epoch. */
  | { readonly type: 'renew'; readonly settings: Settings }
  /** Print this and end. */
  | { readonly type: 'help' | 'mistake'; readonly text: string }

const DAY_MS = 24 * 60 * 60 * 1000
const MIB = 1024 * 1024

const whole = (least: number, most: number) => ({
  schema: z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(least).max(most)),
  expects: `a number from ${least} to ${most}`,
})
const text = { schema: z.string(), expects: 'a text' }

/** Every setting: its flag; the variable is the flag in capitals with underscores. */
const TABLE = {
  port: { ...whole(0, 65_535), usual: '4321', help: 'port to listen on' },
  host: { ...text, usual: '0.0.0.0', help: 'address to listen on' },
  'data-dir': { ...text, usual: './data', help: 'where the sealed sessions are kept' },
  'base-path': {
    schema: z.string().regex(/^(\/[\w.~-]+)*\/?$/),
    expects: 'a path such as /table',
    usual: '/',
    help: 'path below which everything is served',
  },
  'trusted-proxies': {
    schema: z.string().transform((value, context) => {
      const networks = parseNetworks(value)
      if (networks !== undefined) return networks
      context.addIssue({ code: 'custom', message: 'not networks' })
      return z.NEVER
    }),
    expects: 'addresses or networks, such as loopback,10.0.0.0/8',
    usual: 'loopback',
    help: 'proxies that say who the client is',
  },
  metrics: {
    schema: z.enum(['local', 'all', 'off']),
    expects: 'local, all or off',
    usual: 'local',
    help: 'who may read /metrics: local, all, off',
  },
  'nats-url': {
    schema: z.string().refine((value) => value === '' || value.split(',').every(isNatsUrl)),
    expects: 'one or more of nats://host:4222, separated by commas',
    usual: '',
    help: 'NATS servers to keep logs and files in, for several relays',
  },
  'nats-replicas': { ...whole(1, 5), usual: '1', help: 'NATS servers that store each record' },
  connections: { ...whole(1, 1e6), usual: '20000', help: 'open connections' },
  'address-connections': { ...whole(1, 1e6), usual: '200', help: 'open connections per address' },
  'address-rooms': { ...whole(1, 1e6), usual: '64', help: 'rooms begun per address and day' },
  'room-connections': { ...whole(1, 10_000), usual: '128', help: 'open connections per room' },
  'room-mebibytes': { ...whole(1, 1024), usual: '64', help: 'length of a log in MiB' },
  'room-file-mebibytes': { ...whole(1, 1e6), usual: '1024', help: 'files of a room in MiB' },
  'file-grace-days': { ...whole(1, 3650), usual: '30', help: 'days until an unused file goes' },
  'keep-records': { ...whole(0, 1e6), usual: '200', help: 'records that are never pruned' },
  'keep-days': { ...whole(0, 3650), usual: '7', help: 'days before a record is pruned' },
  'forget-days': {
    ...whole(0, 36_500),
    usual: '0',
    help: 'days until a room nobody used goes, 0: never',
  },
  'unattested-days': {
    ...whole(1, 3650),
    usual: '30',
    help: 'days until a snapshot nobody attested counts',
  },
} as const

/** Shorter names resemble too many others. */
const SHORTEST_HINT = 7

type Flag = keyof typeof TABLE
type Values = { readonly [Name in Flag]: z.output<(typeof TABLE)[Name]['schema']> }
type Environment = Readonly<Record<string, string | undefined>>

/** Reads flags and environment; never throws. */
export function readCommand(flags: readonly string[], environment: Environment): Command {
  const parsed = parseFlags(flags)
  if (typeof parsed === 'string') return mistake(parsed)
  if (parsed.values.help === true) return { type: 'help', text: helpText() }
  const values = readValues(parsed.values, environment)
  if (typeof values === 'string') return mistake(values)
  const settings = settingsOf(values)

  const [command, place, ...rest] = parsed.positionals
  if (command === undefined) return { type: 'serve', settings, hints: hintsAbout(environment) }
  if (command === 'renew' && place === undefined) return { type: command, settings }
  if ((command !== 'backup' && command !== 'restore') || rest.length > 0) {
    return mistake(`There is no command "${parsed.positionals.join(' ')}".`)
  }
  if (place === undefined) return mistake(`Say where: ${command} FOLDER.`)
  return { type: command, place, settings }
}

function settingsOf(values: Values): Settings {
  return {
    port: values.port,
    host: values.host,
    dataDirectory: values['data-dir'],
    basePath: values['base-path'].replace(/\/$/, ''),
    trustedProxies: values['trusted-proxies'],
    metrics: values.metrics,
    nats:
      values['nats-url'] === ''
        ? undefined
        : { url: values['nats-url'], replicas: values['nats-replicas'] },
    blobLimits: {
      ...usualBlobLimits,
      roomBytes: values['room-file-mebibytes'] * MIB,
      graceMs: values['file-grace-days'] * DAY_MS,
    },
    limits: {
      ...usualLimits,
      connections: values.connections,
      connectionsPerAddress: values['address-connections'],
      roomsPerAddress: values['address-rooms'],
      connectionsPerRoom: values['room-connections'],
      roomBytes: values['room-mebibytes'] * MIB,
      keptRecords: values['keep-records'],
      keptMs: values['keep-days'] * DAY_MS,
      unattestedMs: values['unattested-days'] * DAY_MS,
      forgetMs: values['forget-days'] * DAY_MS,
    },
  }
}

interface Flags {
  readonly values: { readonly [Name in Flag]?: string } & { readonly help?: boolean }
  readonly positionals: readonly string[]
}

/** The flags, or a sentence about the one that is wrong. */
function parseFlags(flags: readonly string[]): Flags | string {
  const named = Object.keys(TABLE).map((flag) => [flag, { type: 'string' }] as const)
  try {
    const { values, positionals } = parseArgs({
      args: [...flags],
      allowPositionals: true,
      options: { ...Object.fromEntries(named), help: { type: 'boolean', short: 'h' } },
    })
    return { values, positionals }
  } catch (error) {
    return sentenceAbout(error)
  }
}

/** Node's own sentences about flags are about programs, not about this one. */
function sentenceAbout(error: unknown): string {
  const text = error instanceof Error ? error.message : ''
  const flag = /'(?:-\w, )?(-[^' =]*)/.exec(text)?.[1] ?? ''
  const near = nearestOf(flag.replace(/^-+/, ''), Object.keys(TABLE))
  if (/^Unknown option/.test(text)) {
    return `There is no setting ${flag}.${near === undefined ? '' : ` Did you mean --${near}?`}`
  }
  if (/does not take/.test(text)) return `${flag} takes no value.`
  return flag === ''
    ? 'The flags could not be read.'
    : `${flag} needs a value, as in ${flag}=VALUE.`
}

/** A variable that was misspelt would do nothing, and nobody would know. */
function hintsAbout(environment: Environment): readonly string[] {
  const ours = Object.keys(TABLE).map(variableOf)
  const long = ours.filter((name) => name.length >= SHORTEST_HINT)
  return Object.keys(environment).flatMap((name) => {
    const near = ours.includes(name) ? undefined : nearestOf(name, long)
    return near === undefined ? [] : [`${name} is no setting. Did you mean ${near}?`]
  })
}

/** Every value, or a sentence about the first that is wrong. An empty variable counts as none. */
function readValues(flags: Flags['values'], environment: Environment): Values | string {
  const values: Record<string, unknown> = {}
  for (const [flag, { schema, expects, usual }] of Object.entries(TABLE)) {
    const variable = environment[variableOf(flag)]
    const given = flags[flag as Flag] ?? (variable === '' ? undefined : variable) ?? usual
    const value = schema.safeParse(given)
    if (!value.success) {
      return `--${flag} (or ${variableOf(flag)}) has to be ${expects}, not "${given}".`
    }
    values[flag] = value.data
  }
  return values as Values
}

function isNatsUrl(value: string): boolean {
  return /^(nats|tls):\/\/./.test(value.trim()) && URL.canParse(value.trim())
}

function variableOf(flag: string): string {
  return flag.toUpperCase().replaceAll('-', '_')
}

function helpText(): string {
  const rows = Object.entries(TABLE).map(
    ([flag, { help, usual }]) =>
      `  ${`--${flag}`.padEnd(22)}${variableOf(flag).padEnd(21)}${usual.padEnd(9)} ${help}`,
  )
  return `Dungeon Lab: the page and the relay, on one port.

  (no command)     serve
  backup FOLDER    write a backup into a folder; the relay may be running
  restore FOLDER   bring back the newest backup of a folder, or one file; the relay must not be running
  renew            after NATS brought streams back: begin a new epoch of every room; no relay may be running

Settings: flag, environment variable, usual value.

${rows.join('\n')}
  --help                this text

A flag wins over the environment variable.`
}

function mistake(sentence: string): Command {
  return { type: 'mistake', text: `${sentence} Try --help.` }
}

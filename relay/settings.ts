import { parseArgs } from 'node:util'
import { z } from 'zod'

/** What a keeper can set. */
export interface Settings {
  readonly type: 'settings'
  readonly port: number
  readonly host: string
  readonly dataDirectory: string
}

/** The command line asks for something else than a running relay: print this and end. */
export interface Aside {
  readonly type: 'help' | 'mistake'
  readonly text: string
}

const HELP = `Dungeon Lab: the page and the relay, on one port.

  --port NUMBER      port to listen on                    PORT      4321
  --host ADDRESS     address to listen on                 HOST      0.0.0.0
  --data-dir FOLDER  where the sealed sessions are kept   DATA_DIR  ./data
  --help             this text

A flag wins over the environment variable beside it; the last column is used when neither is set.`

const Port = z.coerce.number().int().min(0).max(65_535)

/** Reads flags and environment; never throws. */
export function readSettings(
  flags: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Settings | Aside {
  const parsed = parseFlags(flags)
  if (typeof parsed === 'string') return mistake(parsed)
  if (parsed.help === true) return { type: 'help', text: HELP }

  const portText = parsed.port ?? setIn(environment.PORT) ?? '4321'
  const port = Port.safeParse(portText.trim() === '' ? Number.NaN : portText)
  if (!port.success)
    return mistake(`The port has to be a number from 0 to 65535, not "${portText}".`)
  return {
    type: 'settings',
    port: port.data,
    host: parsed.host ?? setIn(environment.HOST) ?? '0.0.0.0',
    dataDirectory: parsed['data-dir'] ?? setIn(environment.DATA_DIR) ?? './data',
  }
}

interface Flags {
  readonly port?: string
  readonly host?: string
  readonly 'data-dir'?: string
  readonly help?: boolean
}

/** The flags, or a sentence about the one that is wrong. */
function parseFlags(flags: readonly string[]): Flags | string {
  try {
    const { values } = parseArgs({
      args: [...flags],
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        'data-dir': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    return values
  } catch (error) {
    return error instanceof Error ? error.message : 'The flags could not be read.'
  }
}

function setIn(value: string | undefined): string | undefined {
  return value === '' ? undefined : value
}

function mistake(sentence: string): Aside {
  return { type: 'mistake', text: `${sentence} Try --help.` }
}

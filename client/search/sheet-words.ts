import { z } from 'zod'
import { blocksOf, type ActorReader, type Block, type Plugin } from '#plugin-sdk'

/** What a sheet says in words, one after the other: texts, notes, and the names and words of its lists. */
export function sheetWords(plugin: Plugin, kind: string, actor: ActorReader): readonly string[] {
  if (!Object.hasOwn(plugin.kinds, kind)) return []
  const sheet = plugin.kinds[kind]?.sheet
  return sheet === undefined ? [] : blocksOf(sheet).flatMap((block) => wordsOf(block, actor))
}

function wordsOf(block: Block, actor: ActorReader): readonly string[] {
  switch (block.block) {
    case 'text':
    case 'longText': {
      const words = actor.read(block.path)
      return typeof words === 'string' && words !== '' && block.path !== 'name' ? [words] : []
    }
    case 'choice': {
      const value = actor.read(block.path)
      return block.options.filter((option) => option.value === value).map(({ name }) => name)
    }
    case 'list': {
      const items = Items.safeParse(actor.read(block.path)).data ?? []
      return items.map(({ name, description }) => (description ? `${name}: ${description}` : name))
    }
    case 'column':
    case 'row':
    case 'section':
    case 'number':
    case 'derived':
    case 'ability':
    case 'tally':
    case 'conditions':
      return []
  }
}

const Items = z.array(z.object({ name: z.string(), description: z.string().optional() }))

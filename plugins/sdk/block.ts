/** A sheet as data: a tree of blocks. Paths are relative to the actor. */
export type Block =
  | { readonly block: 'column' | 'row'; readonly children: readonly Block[] }
  | { readonly block: 'section'; readonly title: string; readonly children: readonly Block[] }
  | {
      readonly block: 'text' | 'number' | 'longText'
      readonly label: string
      readonly path: string
    }
  | {
      readonly block: 'choice'
      readonly label: string
      readonly path: string
      readonly options: readonly { readonly value: string; readonly name: string }[]
    }
  | {
      readonly block: 'derived'
      readonly label: string
      readonly name: string
      readonly signed?: boolean
      /** Dice notation in which {value} stands for the number: '1d20+{value}'. */
      readonly roll?: string
    }
  | {
      readonly block: 'ability'
      readonly label: string
      readonly path: string
      readonly derived: string
      readonly roll: string
    }
  | {
      readonly block: 'tally'
      readonly label: string
      readonly path: string
      /** The path of its upper bound. */
      readonly maximum?: string
    }
  | { readonly block: 'conditions'; readonly path: string }
  | {
      /** An array of { id, name, description }. */
      readonly block: 'list'
      readonly title: string
      readonly path: string
      /** The action performed with an item's id as its choice. */
      readonly action?: string
    }

/** Every block of a sheet, parents before children. */
export function blocksOf(block: Block): readonly Block[] {
  switch (block.block) {
    case 'column':
    case 'row':
    case 'section':
      return [block, ...block.children.flatMap(blocksOf)]
    default:
      return [block]
  }
}

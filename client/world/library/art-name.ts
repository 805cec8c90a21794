import { isAssetId, type AssetId } from '../../assets/index.ts'

const prefix = 'file:'

/** How a picture is named where art is: 'file:' and its id. */
export function artOfFile(id: AssetId): string {
  return `${prefix}${id}`
}

/** The file that an art, or an address in a text, names; undefined for drawn art and other addresses. */
export function fileOfArt(art: string): AssetId | undefined {
  const id = art.startsWith(prefix) ? art.slice(prefix.length) : ''
  return isAssetId(id) ? id : undefined
}

/** The files whose pictures stand in a text, as `![words](file:…)`. */
export function filesInText(text: string): readonly AssetId[] {
  return [...text.matchAll(pictures)].flatMap(([, id = '']) => (isAssetId(id) ? [id] : []))
}

/** A text without the addresses of its pictures: of each its words stay. */
export function withoutAddresses(text: string): string {
  return text.replace(addresses, '$1')
}

const addresses = /!\[([^\]\n]*)\]\(file:[\w-]{64}(?: "[^"\n]*")?\)/g
const pictures = /!\[[^\]\n]*\]\(file:([\w-]{64})(?: "[^"\n]*")?\)/g

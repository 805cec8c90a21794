import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { isList, type Json } from './json.ts'

/**
 * JSON and short texts in the bytes of lib0's `any` and `varstring`. Game state is mostly short plain
 * names and small numbers, for which a loop beats the platform's text coders.
 */

/** Writes `varuint length | utf-8`. */
export function writeText(encoder: encoding.Encoder, text: string): void {
  const { cbuf, cpos } = encoder
  const { length } = text
  if (length > 127 || cpos + length >= cbuf.length) return encoding.writeVarString(encoder, text)
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index)
    if (code > 127) return encoding.writeVarString(encoder, text)
    cbuf[cpos + 1 + index] = code
  }
  cbuf[cpos] = length
  encoder.cpos = cpos + 1 + length
}

/** Reads what `writeText` wrote. */
export function readText(decoder: decoding.Decoder): string {
  const length = decoding.readVarUint(decoder)
  const end = decoder.pos + length
  if (end > decoder.arr.length) throw new Error('The text ends early.')
  let text = ''
  for (let index = decoder.pos; index < end; index += 1) {
    const code = decoder.arr[index] ?? 128
    if (code > 127) return utf8.decode(decoding.readUint8Array(decoder, length))
    text += String.fromCharCode(code)
  }
  decoder.pos = end
  return text
}

/** Writes JSON as lib0's `any`. */
export function writeJson(encoder: encoding.Encoder, value: Json): void {
  if (typeof value === 'string') {
    encoding.write(encoder, anyText)
    return writeText(encoder, value)
  }
  if (typeof value !== 'object' || value === null) return encoding.writeAny(encoder, value)
  if (isList(value)) {
    encoding.write(encoder, anyList)
    encoding.writeVarUint(encoder, value.length)
    for (const member of value) writeJson(encoder, member)
    return
  }
  const keys = Object.keys(value)
  encoding.write(encoder, anyObject)
  encoding.writeVarUint(encoder, keys.length)
  for (const key of keys) {
    writeText(encoder, key)
    writeJson(encoder, value[key] ?? null)
  }
}

/** Reads lib0's `any` as far as it is JSON, and throws where it is not. */
export function readJson(decoder: decoding.Decoder): Json {
  switch (decoding.readUint8(decoder)) {
    case anyText:
      return readText(decoder)
    case anyList: {
      const list: Json[] = []
      for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
        list.push(readJson(decoder))
      }
      return list
    }
    case anyObject: {
      const object: Record<string, Json> = {}
      for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
        const key = readText(decoder)
        if (key === '__proto__') throw new Error('This key would change what the object is.')
        object[key] = readJson(decoder)
      }
      return object
    }
    case anyInteger:
      return decoding.readVarInt(decoder)
    case anyFloat32:
      return finite(decoding.readFloat32(decoder))
    case anyFloat64:
      return finite(decoding.readFloat64(decoder))
    case anyTrue:
      return true
    case anyFalse:
      return false
    case anyNull:
      return null
    default:
      throw new Error('This is not JSON.')
  }
}

function finite(value: number): number {
  if (Number.isFinite(value)) return value
  throw new Error('JSON has finite numbers only.')
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const anyList = 117
const anyObject = 118
const anyText = 119
const anyTrue = 120
const anyFalse = 121
const anyFloat64 = 123
const anyFloat32 = 124
const anyInteger = 125
const anyNull = 126

/** A file as a person would pick it. */
export interface Upload {
  readonly name: string
  readonly mimeType: string
  readonly buffer: Buffer
}

const samplesPerSecond = 8000

/** A sound of one byte each sample, eight thousand of them a second. */
export function waveFile(name: string, samples: Buffer): Upload {
  const head = Buffer.alloc(44)
  const oneChannel = 1
  const plainSamples = 1
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(plainSamples, 20)
  head.writeUInt16LE(oneChannel, 22)
  head.writeUInt32LE(samplesPerSecond, 24)
  head.writeUInt32LE(samplesPerSecond, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples.length, 40)
  return { name: `${name}.wav`, mimeType: 'audio/wav', buffer: Buffer.concat([head, samples]) }
}

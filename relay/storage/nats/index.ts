/** NATS JetStream as a storage that several relays serve rooms from at once, and what the relays say to each other. */
export { BEAT_MS } from './neighbours.ts'
export { STREAMS } from './subjects.ts'
export { openNats, type NatsOptions, type OpenNats } from './open.ts'

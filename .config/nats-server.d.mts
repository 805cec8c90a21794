/** The path of a `nats-server` for tests and benches, installed when it can be; throws a sentence otherwise. */
export function findNatsServer(): string

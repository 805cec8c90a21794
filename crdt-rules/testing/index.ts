/**
 * For who writes rules: the laws that every rule keeps, and real documents joined by a network that
 * does nothing until told.
 */
export { mentions } from './mentions.ts'
export { createPeers, type Peer, type PeersOptions } from './peers.ts'
export { verifyRule, type RuleLaws } from './verify-rule.ts'

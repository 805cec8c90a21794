/** Backups of a data directory: written while the relay runs, brought back while it does not. */
export { backUp, partsOf, type Outcome } from './backup.ts'
export { openControlSocket, type ControlSocket } from './control-socket.ts'
export { restore } from './restore.ts'

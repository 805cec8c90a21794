/** For tests of game systems: a table in memory, dice that can be loaded, and the plugin's promises. */
export { createTable, createTableWith, type Placing, type TestTable } from './create-table.ts'
export { loadedDice, seededRandom } from './loaded-dice.ts'
export { refusalsOf } from './refusals.ts'
export { verifyPlugin } from './verify-plugin.ts'

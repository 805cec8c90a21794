import { verifyPlugin } from '#plugin-sdk/testing'
import { expect, test } from 'vitest'
import { pluginById, plugins } from './index.ts'

test.each(plugins.map((plugin) => [plugin.name, plugin] as const))(
  '%s keeps the promises of a plugin',
  (_, plugin) => {
    expect(verifyPlugin(plugin)).toEqual([])
  },
)

test('a system is found by its id', () => {
  expect(pluginById('dnd5e')?.name).toBe('Fifth edition (SRD 5.1)')
  expect(pluginById('chess')).toBeUndefined()
})

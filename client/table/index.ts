/** The map: what the world looks like from above. Draws on change, answers to hands and keys. */
export type { Viewport } from './camera.ts'
export { emblemNames } from './art/emblems.ts'
export type {
  Anchor,
  KeptViews,
  Looked,
  MapDoor,
  MapFog,
  MapLight,
  MapPicture,
  MapModel,
  MapPresence,
  PictureParts,
  MapScene,
  MapToken,
  Picked,
  Targeting,
  TokenMove,
} from './model.ts'
export { sampleScene, type SampleScene } from './sample-scene.ts'
export { parseShapes, Shape } from './shapes.ts'
export { default as TableMap } from './TableMap.svelte'
export type { MapTexts, WheelTexts } from './texts.ts'
export { default as DiceTeller } from './dice/DiceTeller.svelte'
export { default as SceneWeather } from './weather/SceneWeather.svelte'
export { default as TokenTools } from './tools/FetchedTokenTools.svelte'
export { default as ToolChooser } from './tools/ToolChooser.svelte'
export { default as ToolPanels } from './tools/ToolPanels.svelte'
export { copied } from './tools/token-clipboard.svelte.ts'
export { pasteBy, putTokens, tokensOn } from './tools/token-clipboard.ts'
export { MapTools } from './tools/map-tools.svelte.ts'
export type { ToolModel } from './tools/tool-model.ts'
export { provideToolbox, Toolbox, useToolbox } from './tools/toolbox.svelte.ts'
export { default as TokenArt } from './TokenArt.svelte'
export { default as TokenWheel } from './TokenWheel.svelte'

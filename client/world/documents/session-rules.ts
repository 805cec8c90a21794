import {
  addWinsSet,
  combineRules,
  defineRules,
  flag,
  log,
  lww,
  max,
  union,
  type RuleSet,
} from '#crdt-rules'
import { coreRules, type Plugin } from '#plugin-sdk'
import { z } from 'zod'
import { ExploredTile, joinExplored } from '../../sight/index.ts'
import {
  Ambient,
  GridKind,
  LampColour,
  LampPlace,
  LampReach,
  ScenePicture,
  StoredCover,
  StoredDoor,
  StoredLamp,
  StoredWall,
} from '../scene/scene-schemas.ts'
import { Glimpse } from '../scene/glimpses.ts'
import { tokenRules } from '../scene/token-fields.ts'
import { StoredLight, Weather } from '../scene/environment.ts'
import { drawingRules } from '../drawings/drawing.ts'
import { journalRules } from '../entries/journal-entry.ts'
import { libraryRules } from '../library/library-file.ts'
import { soundRules } from '../sound/sound-rules.ts'
import { GmWriter } from './authors.ts'
import { StoredEntry } from './stored-entry.ts'
import { StoredRecord } from '../log/stored-record.ts'

/** The rules of every document of a session: the game's shared ones, the system's, and the session's own. */
export function createSessionRules(plugin: Plugin): RuleSet {
  return combineRules(defineRules(coreRules), defineRules(plugin.rules), defineRules(sessionRules))
}

/** Where a log chunk, the GM's log and a private document keep their lines. */
export const recordsPath = 'log.all.records'
/** The number of the log chunk that new lines go to, in the table document. */
export const newestChunkPath = 'session.log.newest'
export const sessionNamePath = 'session.info.name'
/** The game system that the session is led with, and its version; in the control document. */
export const pluginPath = 'session.info.plugin'
/** The scene that everyone is brought to. */
export const firstScenePath = 'session.info.scene'

/** The scene that a member was brought to apart from the others. */
export const broughtPath = (member: string) => `brought.${member}.to`
/** Which of the maps that lay on a scene it is: what was explored counts for one of them. */
export const mapEditionPath = 'map.edition'

const sessionRules = {
  [recordsPath]: log(StoredRecord),
  [newestChunkPath]: max(z.int().min(0).max(1_000_000)),
  [sessionNamePath]: lww(z.string().max(80)),
  [firstScenePath]: lww(z.string().max(64)),
  'brought.*.to': lww(z.string().max(64)),
  /** The members in whose lists the scene stands; everybody's when there are none. */
  'scenes.*.listedFor': addWinsSet(z.string().max(64)),
  [pluginPath]: lww(z.object({ id: z.string().max(64), version: z.string().max(32) })),
  'gmWriters.*.in': lww(GmWriter),
  'roles.*.role': lww(z.enum(['gm', 'player', 'spectator'])),
  'compendium.*.entry': lww(StoredEntry),
  /** The members who see a hidden token. */
  'tokens.*.shownTo': addWinsSet(z.string().max(64)),
  'glimpses.*.token': lww(Glimpse),
  ...tokenRules,
  ...drawingRules,
  ...journalRules,
  ...libraryRules,
  ...soundRules,

  'scenes.*.picture': lww(ScenePicture.nullable()),
  'map.size': lww(z.object({ columns: z.number().positive(), rows: z.number().positive() })),
  'map.grid': lww(z.object({ cellFeet: z.number().positive(), kind: GridKind.optional() })),
  [mapEditionPath]: lww(z.string().max(32)),
  'map.ambient': lww(Ambient),
  'map.fog': lww(z.boolean()),
  /** Wins over the ambient light that a map file told. */
  'map.light': lww(StoredLight),
  'map.weather': lww(Weather),
  /** Whether everything is hidden by hand, before any area. */
  'map.cover': lww(z.boolean()),
  /** Areas never change: gone over apart all of them count, in the order of their times. */
  'cover.*.area': lww(StoredCover),
  'walls.*.wall': lww(StoredWall),
  'doors.*.stretch': lww(StoredDoor),
  /** Opened apart from being closed, it is open: what was seen through it, and who went through, cannot be taken back. */
  'doors.*.open': flag({ wins: 'on' }),
  /** The same of a drawn door, once somebody touched it. */
  'shapes.*.open': flag({ wins: 'on' }),
  'lights.*.light': lww(StoredLamp),
  /** What was changed of a lamp since it was put up; apart, so that one moved here and dimmed there is both. */
  'lights.*.place': lww(LampPlace),
  'lights.*.reach': lww(LampReach),
  'lights.*.colour': lww(LampColour),
  /** The same of a drawn torch; its place is the drawing's. */
  'shapes.*.reach': lww(LampReach),
  'shapes.*.colour': lww(LampColour),
  /** By member and tile. What anybody has seen stays seen, whoever wrote it where. */
  'explored.*.*': union({ schema: ExploredTile, join: joinExplored }),
}

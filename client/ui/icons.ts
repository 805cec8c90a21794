import type { Component } from 'svelte'
import type { LucideProps } from '@lucide/svelte'
import Activity from '@lucide/svelte/icons/activity'
import Anchor from '@lucide/svelte/icons/anchor'
import Axe from '@lucide/svelte/icons/axe'
import Bed from '@lucide/svelte/icons/bed'
import Biohazard from '@lucide/svelte/icons/biohazard'
import Bird from '@lucide/svelte/icons/bird'
import BookMarked from '@lucide/svelte/icons/book-marked'
import BookOpen from '@lucide/svelte/icons/book-open'
import BowArrow from '@lucide/svelte/icons/bow-arrow'
import Brain from '@lucide/svelte/icons/brain'
import Bug from '@lucide/svelte/icons/bug'
import BrickWall from '@lucide/svelte/icons/brick-wall'
import Check from '@lucide/svelte/icons/check'
import ChevronDown from '@lucide/svelte/icons/chevron-down'
import ChevronLeft from '@lucide/svelte/icons/chevron-left'
import ChevronRight from '@lucide/svelte/icons/chevron-right'
import ChevronUp from '@lucide/svelte/icons/chevron-up'
import Circle from '@lucide/svelte/icons/circle'
import CircleDot from '@lucide/svelte/icons/circle-dot'
import Cloud from '@lucide/svelte/icons/cloud'
import CloudLightning from '@lucide/svelte/icons/cloud-lightning'
import CloudOff from '@lucide/svelte/icons/cloud-off'
import ChevronsDown from '@lucide/svelte/icons/chevrons-down'
import ChevronsUp from '@lucide/svelte/icons/chevrons-up'
import Cone from '@lucide/svelte/icons/cone'
import Copy from '@lucide/svelte/icons/copy'
import Cross from '@lucide/svelte/icons/cross'
import Crosshair from '@lucide/svelte/icons/crosshair'
import Crown from '@lucide/svelte/icons/crown'
import Dices from '@lucide/svelte/icons/dices'
import DoorClosed from '@lucide/svelte/icons/door-closed'
import DoorOpen from '@lucide/svelte/icons/door-open'
import Droplet from '@lucide/svelte/icons/droplet'
import Droplets from '@lucide/svelte/icons/droplets'
import Ear from '@lucide/svelte/icons/ear'
import Ellipsis from '@lucide/svelte/icons/ellipsis'
import EllipsisVertical from '@lucide/svelte/icons/ellipsis-vertical'
import Eraser from '@lucide/svelte/icons/eraser'
import Eye from '@lucide/svelte/icons/eye'
import EyeOff from '@lucide/svelte/icons/eye-off'
import Flame from '@lucide/svelte/icons/flame'
import FlameKindling from '@lucide/svelte/icons/flame-kindling'
import Folder from '@lucide/svelte/icons/folder'
import Footprints from '@lucide/svelte/icons/footprints'
import Gauge from '@lucide/svelte/icons/gauge'
import Gem from '@lucide/svelte/icons/gem'
import Ghost from '@lucide/svelte/icons/ghost'
import GitMerge from '@lucide/svelte/icons/git-merge'
import Grip from '@lucide/svelte/icons/grip'
import Hammer from '@lucide/svelte/icons/hammer'
import Hand from '@lucide/svelte/icons/hand'
import HandFist from '@lucide/svelte/icons/hand-fist'
import HardDrive from '@lucide/svelte/icons/hard-drive'
import Group from '@lucide/svelte/icons/group'
import Ungroup from '@lucide/svelte/icons/ungroup'
import ClipboardCopy from '@lucide/svelte/icons/clipboard-copy'
import ClipboardPaste from '@lucide/svelte/icons/clipboard-paste'
import SlidersHorizontal from '@lucide/svelte/icons/sliders-horizontal'
import Heart from '@lucide/svelte/icons/heart'
import HeartCrack from '@lucide/svelte/icons/heart-crack'
import HeartPlus from '@lucide/svelte/icons/heart-plus'
import HeartPulse from '@lucide/svelte/icons/heart-pulse'
import History from '@lucide/svelte/icons/history'
import Hourglass from '@lucide/svelte/icons/hourglass'
import House from '@lucide/svelte/icons/house'
import Image from '@lucide/svelte/icons/image'
import ImagePlus from '@lucide/svelte/icons/image-plus'
import Info from '@lucide/svelte/icons/info'
import Languages from '@lucide/svelte/icons/languages'
import Leaf from '@lucide/svelte/icons/leaf'
import LifeBuoy from '@lucide/svelte/icons/life-buoy'
import Link from '@lucide/svelte/icons/link'
import LocateFixed from '@lucide/svelte/icons/locate-fixed'
import ListFilter from '@lucide/svelte/icons/list-filter'
import Lock from '@lucide/svelte/icons/lock'
import LockOpen from '@lucide/svelte/icons/lock-open'
import LogOut from '@lucide/svelte/icons/log-out'
import Map from '@lucide/svelte/icons/map'
import Maximize from '@lucide/svelte/icons/maximize'
import Menu from '@lucide/svelte/icons/menu'
import MessageSquare from '@lucide/svelte/icons/message-square'
import Minus from '@lucide/svelte/icons/minus'
import Music from '@lucide/svelte/icons/music'
import MousePointer2 from '@lucide/svelte/icons/mouse-pointer-2'
import Moon from '@lucide/svelte/icons/moon'
import PawPrint from '@lucide/svelte/icons/paw-print'
import Pentagon from '@lucide/svelte/icons/pentagon'
import Pause from '@lucide/svelte/icons/pause'
import Pencil from '@lucide/svelte/icons/pencil'
import Play from '@lucide/svelte/icons/play'
import Plus from '@lucide/svelte/icons/plus'
import Radio from '@lucide/svelte/icons/radio'
import QrCode from '@lucide/svelte/icons/qr-code'
import Repeat from '@lucide/svelte/icons/repeat'
import Repeat1 from '@lucide/svelte/icons/repeat-1'
import Redo2 from '@lucide/svelte/icons/redo-2'
import RotateCw from '@lucide/svelte/icons/rotate-cw'
import RotateCcw from '@lucide/svelte/icons/rotate-ccw'
import Ruler from '@lucide/svelte/icons/ruler'
import ScrollText from '@lucide/svelte/icons/scroll-text'
import Search from '@lucide/svelte/icons/search'
import Send from '@lucide/svelte/icons/send'
import Settings from '@lucide/svelte/icons/settings'
import Share2 from '@lucide/svelte/icons/share-2'
import Shield from '@lucide/svelte/icons/shield'
import ShieldHalf from '@lucide/svelte/icons/shield-half'
import ShieldPlus from '@lucide/svelte/icons/shield-plus'
import SkipForward from '@lucide/svelte/icons/skip-forward'
import Slash from '@lucide/svelte/icons/slash'
import SkipBack from '@lucide/svelte/icons/skip-back'
import Skull from '@lucide/svelte/icons/skull'
import Snowflake from '@lucide/svelte/icons/snowflake'
import Sparkles from '@lucide/svelte/icons/sparkles'
import SquareDashed from '@lucide/svelte/icons/square-dashed'
import Square from '@lucide/svelte/icons/square'
import Star from '@lucide/svelte/icons/star'
import Sun from '@lucide/svelte/icons/sun'
import Sword from '@lucide/svelte/icons/sword'
import Swords from '@lucide/svelte/icons/swords'
import Tag from '@lucide/svelte/icons/tag'
import Target from '@lucide/svelte/icons/target'
import Tent from '@lucide/svelte/icons/tent'
import Timer from '@lucide/svelte/icons/timer'
import Trash2 from '@lucide/svelte/icons/trash-2'
import TriangleAlert from '@lucide/svelte/icons/triangle-alert'
import Type from '@lucide/svelte/icons/type'
import Undo2 from '@lucide/svelte/icons/undo-2'
import Upload from '@lucide/svelte/icons/upload'
import User from '@lucide/svelte/icons/user'
import Users from '@lucide/svelte/icons/users'
import Volume2 from '@lucide/svelte/icons/volume-2'
import VolumeX from '@lucide/svelte/icons/volume-x'
import Wand from '@lucide/svelte/icons/wand'
import Weight from '@lucide/svelte/icons/weight'
import WifiOff from '@lucide/svelte/icons/wifi-off'
import Wind from '@lucide/svelte/icons/wind'
import X from '@lucide/svelte/icons/x'
import Zap from '@lucide/svelte/icons/zap'
import ZoomIn from '@lucide/svelte/icons/zoom-in'
import ZoomOut from '@lucide/svelte/icons/zoom-out'

const icons = {
  activity: Activity,
  anchor: Anchor,
  axe: Axe,
  bed: Bed,
  biohazard: Biohazard,
  bird: Bird,
  'book-marked': BookMarked,
  'book-open': BookOpen,
  'bow-arrow': BowArrow,
  brain: Brain,
  bug: Bug,
  'brick-wall': BrickWall,
  check: Check,
  'chevron-down': ChevronDown,
  'chevron-left': ChevronLeft,
  'chevron-right': ChevronRight,
  'chevron-up': ChevronUp,
  circle: Circle,
  'circle-dot': CircleDot,
  cloud: Cloud,
  'cloud-lightning': CloudLightning,
  'cloud-off': CloudOff,
  'chevrons-down': ChevronsDown,
  'chevrons-up': ChevronsUp,
  cone: Cone,
  copy: Copy,
  cross: Cross,
  crosshair: Crosshair,
  crown: Crown,
  dices: Dices,
  'door-closed': DoorClosed,
  'door-open': DoorOpen,
  droplet: Droplet,
  droplets: Droplets,
  ear: Ear,
  ellipsis: Ellipsis,
  'ellipsis-vertical': EllipsisVertical,
  eraser: Eraser,
  eye: Eye,
  'eye-off': EyeOff,
  flame: Flame,
  folder: Folder,
  'flame-kindling': FlameKindling,
  footprints: Footprints,
  gauge: Gauge,
  gem: Gem,
  ghost: Ghost,
  'git-merge': GitMerge,
  grip: Grip,
  hammer: Hammer,
  hand: Hand,
  'hand-fist': HandFist,
  'hard-drive': HardDrive,
  group: Group,
  ungroup: Ungroup,
  'clipboard-copy': ClipboardCopy,
  'clipboard-paste': ClipboardPaste,
  'sliders-horizontal': SlidersHorizontal,
  heart: Heart,
  'heart-crack': HeartCrack,
  'heart-plus': HeartPlus,
  'heart-pulse': HeartPulse,
  history: History,
  hourglass: Hourglass,
  house: House,
  image: Image,
  'image-plus': ImagePlus,
  info: Info,
  languages: Languages,
  leaf: Leaf,
  'life-buoy': LifeBuoy,
  link: Link,
  'list-filter': ListFilter,
  'locate-fixed': LocateFixed,
  lock: Lock,
  'lock-open': LockOpen,
  'log-out': LogOut,
  map: Map,
  maximize: Maximize,
  menu: Menu,
  'message-square': MessageSquare,
  minus: Minus,
  'mouse-pointer-2': MousePointer2,
  moon: Moon,
  music: Music,
  pause: Pause,
  'paw-print': PawPrint,
  pencil: Pencil,
  pentagon: Pentagon,
  play: Play,
  plus: Plus,
  'qr-code': QrCode,
  radio: Radio,
  'redo-2': Redo2,
  repeat: Repeat,
  'repeat-1': Repeat1,
  'rotate-ccw': RotateCcw,
  'rotate-cw': RotateCw,
  ruler: Ruler,
  'scroll-text': ScrollText,
  search: Search,
  send: Send,
  settings: Settings,
  'share-2': Share2,
  shield: Shield,
  'shield-half': ShieldHalf,
  'shield-plus': ShieldPlus,
  'skip-back': SkipBack,
  'skip-forward': SkipForward,
  skull: Skull,
  slash: Slash,
  snowflake: Snowflake,
  sparkles: Sparkles,
  square: Square,
  'square-dashed': SquareDashed,
  star: Star,
  sun: Sun,
  sword: Sword,
  swords: Swords,
  tag: Tag,
  target: Target,
  tent: Tent,
  timer: Timer,
  'trash-2': Trash2,
  'triangle-alert': TriangleAlert,
  type: Type,
  'undo-2': Undo2,
  upload: Upload,
  user: User,
  users: Users,
  'volume-2': Volume2,
  'volume-x': VolumeX,
  wand: Wand,
  weight: Weight,
  'wifi-off': WifiOff,
  wind: Wind,
  x: X,
  zap: Zap,
  'zoom-in': ZoomIn,
  'zoom-out': ZoomOut,
} satisfies Record<string, Component<LucideProps>>

/** The icons that screens may use, by name. */
export type IconName = keyof typeof icons

/** The icon of that name; sparkles for a name that is not in the set, as a plugin may bring any. */
export function iconNamed(name: string): Component<LucideProps> {
  return Object.hasOwn(icons, name) ? icons[name as IconName] : icons.sparkles
}

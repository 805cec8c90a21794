/**
 * The English words of what is fetched later. Whoever is fetched later and says them imports this file, so that the
 * first load does without; German comes whole.
 */
import { addEnglish } from './catalogue.ts'
import { later } from './english/later.ts'

addEnglish(later)

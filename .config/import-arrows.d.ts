import type { Linter } from 'eslint'

/** The part of the lint configuration that says who may import whom. */
export declare const importArrows: readonly Linter.Config[]

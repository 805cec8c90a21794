/** A catalogue with the same keys and the same parts to fill in, in another language. */
export type Translated<Catalogue> = {
  readonly [Key in keyof Catalogue]: Catalogue[Key] extends (...parts: infer Parts) => string
    ? (...parts: Parts) => string
    : string
}

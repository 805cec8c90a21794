/** What a listener can ask to be told about. */
export type Topic =
  | 'name'
  | 'members'
  | 'sync'
  | 'scenes'
  | 'scene'
  | 'vision'
  | 'lamplight'
  | 'tokens'
  | 'actors'
  | 'log'
  | 'merges'
  | 'presence'
  | 'encounter'
  | 'compendium'
  | 'undo'
  | 'problems'
  | 'drawings'
  | 'shown'
  | 'journal'
  | 'library'
  | 'sound'

export interface Topics {
  /** Calls the listener after every change of the topic, until the returned function is called. */
  on(topic: Topic, listener: () => void): () => void
  tell(topic: Topic): void
}

/** A switchboard of topics. A listener that throws does not keep the others from hearing. */
export function createTopics(): Topics {
  const listeners = new Map<Topic, Set<() => void>>()

  return {
    on(topic, listener) {
      const those = listeners.get(topic) ?? new Set()
      listeners.set(topic, those.add(listener))
      return () => those.delete(listener)
    },

    tell(topic) {
      for (const listener of [...(listeners.get(topic) ?? [])]) tellOne(listener)
    },
  }
}

function tellOne(listener: () => void): void {
  try {
    listener()
  } catch (error) {
    queueMicrotask(() => {
      throw error
    })
  }
}

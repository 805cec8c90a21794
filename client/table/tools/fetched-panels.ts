const fetchNow = () => import('./panels.ts')
let panels: ReturnType<typeof fetchNow> | undefined

/** Asked for once: whoever selects a token finds its keys there with the next press. */
export const fetchPanels = () => (panels ??= fetchNow())

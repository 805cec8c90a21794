/** What people write together: the journal, its reader of markdown, and the search over everything. */
import '../texts/later.ts'
export { default as JournalPanel } from './JournalPanel.svelte'
export { default as MentionedIn } from './MentionedIn.svelte'

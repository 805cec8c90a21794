import { z } from 'zod'

// The page's content security policy allows no generated code. Imported before any schema is made.
z.config({ jitless: true })

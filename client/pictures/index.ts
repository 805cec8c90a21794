/** Pictures of the session's files, ready for the page and for the canvas. */
export { Pictures, providePictures, usePictures, type PageFile } from './pictures.ts'

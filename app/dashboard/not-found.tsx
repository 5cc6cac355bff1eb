export { NotFoundInFrame as default } from '@/app/_signed-in/not-found'
export { NOT_FOUND_METADATA as metadata } from '@/app/_ui/not-found-words'

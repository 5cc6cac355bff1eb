export { NotFoundInFrame as default } from '@/app/_signed-in/not-found'
export { generateMetadata } from '@/app/not-found'

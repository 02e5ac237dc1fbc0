// An object store on this machine with the bucket of files: PORT says where, FOLDER where it keeps what it has.
import S3rver from '@20minutes/s3rver'

const store = new S3rver({
    address: '127.0.0.1',
    port: Number(process.env.PORT ?? 0),
    directory: process.env.FOLDER,
    silent: true,
    configureBuckets: [{ name: 'files' }],
})
const { port } = await store.run()
console.log(`http://127.0.0.1:${port}`)

import * as fs from 'node:fs';
import { createFiles, type FileSystem, type Files } from './files.ts';

/** Files of this machine. */
export function createSystemFiles(): Files {
  return createFiles(NODE_FS);
}

type Done<Value> = (error: NodeJS.ErrnoException | null, value: Value) => void;

/** What node throws at once, such as for a NUL in a path, is a rejection as well. */
function answered<Value>(call: (done: Done<Value>) => void): Promise<Value> {
  return new Promise((resolve, reject) => {
    call((error, value) => (error ? reject(error) : resolve(value)));
  });
}

const NODE_FS: FileSystem = {
  lstat: (path) => answered((done) => fs.lstat(path, { bigint: true }, done)),
  open: (path, flags, mode) => answered((done) => fs.open(path, flags, mode, done)),
  fstat: (file) => answered((done) => fs.fstat(file, { bigint: true }, done)),
  read: (file, into) => answered((done) => fs.read(file, into, 0, into.length, null, done)),
  async write(file, bytes) {
    for (let left = bytes; left.length > 0; ) {
      const from = left;
      const count = await answered<number>((done) => fs.write(file, from, done));
      left = left.subarray(count);
    }
  },
  fsync: (file) => answered((done) => fs.fsync(file, (error) => done(error, undefined))),
  async liken(file, { mode, uid, gid }) {
    await answered((done) => fs.fchown(file, Number(uid), Number(gid), (error) => done(error, undefined)));
    await answered((done) => fs.fchmod(file, Number(mode) & 0o7777, (error) => done(error, undefined)));
  },
  close: (file) => answered((done) => fs.close(file, (error) => done(error ?? null, undefined))),
  realpath: (path) => answered((done) => fs.realpath(path, done)),
  mkdir: (path, mode) =>
    answered((done) => fs.mkdir(path, { recursive: true, mode }, (error) => done(error, undefined))),
  rename: (from, to) => answered((done) => fs.rename(from, to, (error) => done(error, undefined))),
  readdir: (path) => answered((done) => fs.readdir(path, done)),
  unlink: (path) => answered((done) => fs.unlink(path, (error) => done(error, undefined))),
  rm: (path) =>
    answered((done) => fs.rm(path, { recursive: true, force: true }, (error) => done(error, undefined))),
};

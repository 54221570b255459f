"use strict";
// The server's side: express-pouchdb in its smallest form, databases in LevelDB in the folder given.
// Prints its port once it listens.
const express = require("express");
const expressPouchDB = require("express-pouchdb");
const PouchDB = require("pouchdb-node");

// The copy of leveldown that pouchdb-node uses. Every write is synced to disk before it is answered, as SQLite's
// `synchronous = FULL` does; LevelDB's default would lose acknowledged documents with the power.
const leveldown = require(require.resolve("leveldown", { paths: [require.resolve("pouchdb-node")] }));
for (const name of ["_put", "_del", "_batch"]) {
  const write = leveldown.prototype[name];
  leveldown.prototype[name] = function (...given) {
    const [options, done] = given.splice(-2);
    return write.call(this, ...given, { ...options, sync: true }, done);
  };
}

const Stored = PouchDB.defaults({ prefix: `${process.argv[2]}/` });
const server = express()
  .use(expressPouchDB(Stored, { mode: "minimumForPouchDB", inMemoryConfig: true }))
  .listen(0, "127.0.0.1", () => console.log(server.address().port));

"use strict";
// The station's side: takes entries (a file of one JSON object a line) as documents into a local database, then
// replicates them once to each address read from its input, and prints the seconds that took.
const fs = require("fs");
const readline = require("readline");
const PouchDB = require("pouchdb-node");

const [folder, file, batchSize, batchesLimit] = process.argv.slice(2);
const PER_LOAD = 1000;

async function main() {
  const local = new PouchDB(`${folder}/local`);
  const lines = fs.readFileSync(file, "utf8").trimEnd().split("\n");
  for (let from = 0; from < lines.length; from += PER_LOAD) {
    const entries = lines.slice(from, from + PER_LOAD).map((line) => JSON.parse(line));
    await local.bulkDocs(
      entries.map((entry) => ({ _id: `${entry.writer}:${String(entry.seq).padStart(9, "0")}`, ...entry })),
    );
  }
  console.log("ready");
  for await (const address of readline.createInterface({ input: process.stdin })) {
    const begin = process.hrtime.bigint();
    const done = await local.replicate.to(address, {
      batch_size: Number(batchSize),
      batches_limit: Number(batchesLimit),
    });
    if (done.docs_written !== lines.length) throw new Error(JSON.stringify(done));
    console.log(Number(process.hrtime.bigint() - begin) / 1e9);
  }
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});

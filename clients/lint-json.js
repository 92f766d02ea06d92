// Checks JSON texts with jsonlint: node lint-json.js <file with a JSON array of them>
"use strict";

const { readFileSync } = require("fs");
const { parser } = require("jsonlint");

const texts = JSON.parse(readFileSync(process.argv[2], "utf8"));
let malformed = 0;
for (const text of texts) {
  try {
    parser.parse(text);
  } catch (error) {
    malformed++;
    console.error(error.message);
  }
}
console.log(`${texts.length} JSON texts, ${malformed} malformed`);
process.exitCode = malformed === 0 ? 0 : 1;

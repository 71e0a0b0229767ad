// One engine of npm, warm in one process: reads commands from stdin, a line each, and answers each with a line of JSON.
// node engine.js NAME MODULES TEMPLATE VALUES FOLDER; then "FIRST COUNT" makes so many documents and tells the time.
"use strict";
const fs = require("fs");
const path = require("path");
const readline = require("readline");
const [name, modules, templatePath, valuesPath, folder] = process.argv.slice(2);
const from = (module) => require(require.resolve(module, { paths: [modules] }));
const values = JSON.parse(fs.readFileSync(valuesPath, "utf8"));
const template = fs.readFileSync(templatePath);

const engines = {
  // each as its own documentation shows it, the template's bytes kept in memory where the engine takes bytes
  carbone: () => {
    const carbone = from("carbone");
    return (data) =>
      new Promise((done, fail) => carbone.render(templatePath, data, (error, result) => (error ? fail(error) : done(result))));
  },
  docxtemplater: () => {
    const PizZip = from("pizzip");
    const Docxtemplater = from("docxtemplater");
    return async (data) => {
      const document = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true });
      document.render(data);
      return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
    };
  },
  "easy-template-x": () => {
    const { TemplateHandler } = from("easy-template-x");
    const handler = new TemplateHandler();
    return (data) => handler.process(template, data);
  },
};

async function main() {
  const make = engines[name]();
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [first, count] = line.split(" ").map(Number);
    const cpu = process.cpuUsage();
    const began = process.hrtime.bigint();
    for (let number = first; number < first + count; number += 1) {
      const document = await make(values[number % values.length]);
      fs.writeFileSync(path.join(folder, `${name}-${number}.docx`), document);
    }
    const wall = Number(process.hrtime.bigint() - began) / 1e6;
    const used = process.cpuUsage(cpu);
    process.stdout.write(`${JSON.stringify({ wall, cpu: (used.user + used.system) / 1000 })}\n`);
  }
}

main().catch((error) => {
  process.stderr.write(`${error && error.stack ? error.stack : error}\n`);
  process.exit(1);
});

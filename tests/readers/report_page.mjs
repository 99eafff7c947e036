// The report in a browser: no network, no fault, filters change figures, a number leads to its
// rows and a row to its words, accessible by axe-core, readable on a desk and on a phone.
//
// node report_page.mjs REPORT.html [SCREENSHOTS]   (playwright-core and axe-core installed where
// NODE_PATH or the working folder has them; CHROMIUM names the browser)
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";
const require = createRequire(path.join(process.cwd(), "x.js"));
const { chromium } = require("playwright-core");
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const [, , report, screenshots] = process.argv;
if (!report) {
  console.error("usage: report_page.mjs REPORT.html [SCREENSHOTS]");
  process.exit(2);
}
const faults = [];
const check = (holds, what) => { if (!holds) faults.push(what); };
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const url = `file://${path.resolve(report)}`;

async function opened(width, height) {
  const page = await browser.newPage({ viewport: { width, height } });
  page.on("console", (message) => { if (message.type() !== "log") faults.push(`console: ${message.text()}`); });
  page.on("pageerror", (error) => faults.push(`error: ${error}`));
  page.on("request", (request) => { if (!/^(file|data|blob):/.test(request.url())) faults.push(`network: ${request.url()}`); });
  await page.goto(url);
  return page;
}
async function accessible(page, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  for (const { id, nodes } of violations) faults.push(`axe ${where}: ${id}: ${nodes[0].html.slice(0, 160)}`);
}

const desk = await opened(1280, 900);
const text = await desk.textContent("body");
check(!/NaN|undefined|Infinity|\[object/.test(await desk.innerText("main")), "NaN, undefined or the like stands on the page");
check(text.length > 500, "the page says nothing");
// No chart is drawn of nothing, and no table or list stands empty.
async function full(page, where) {
  for (const [what, selector, part] of [["chart", "figure.chart svg", "circle"], ["table", "table", "tbody tr"], ["list", "ul, ol", "li"], ["bar", ".bar", "button"]]) {
    const bare = await page.$$eval(selector, (all, part) => all.filter((one) => !one.querySelector(part)).length, part);
    check(bare === 0, `${bare} times an empty ${what} ${where}`);
  }
  const silent = await page.$$eval("main section", (all) => all.filter((one) => one.innerText.split("\n").length < 2).map((one) => one.id));
  check(silent.length === 0, `sections that say nothing ${where}: ${silent}`);
}
await full(desk, "on the desk");
await accessible(desk, "desk");
if (screenshots) await desk.screenshot({ path: path.join(screenshots, "desk.png"), fullPage: true });

const { rows, names_hidden: nameless } = await desk.evaluate(() => JSON.parse(document.getElementById("data").textContent));
const hasMeetings = rows.attendance_by_year.rows.length > 0;
if (hasMeetings && rows.meetings) {
  // A filter changes the figures, and another choice than all leaves fewer meetings.
  const meetings = async () => Number((await desk.locator(".cards li").nth(1).locator("strong").innerText()).replace(/\D/g, ""));
  const all = await meetings();
  const counted = rows.meetings.rows.filter((row) => row[rows.meetings.columns.indexOf("duplicate_of")] === null);
  check(all === counted.length, `the page counts ${all} meetings, its rows are ${counted.length}`);
  for (const name of ["ambito", "body", "year"]) {
    let sum = 0;
    const values = await desk.locator(`#filter-${name} option`).count();
    for (let at = 1; at < Math.min(values, 40); at += 1) {
      await desk.selectOption(`#filter-${name}`, { index: at });
      sum += await meetings();
      check(!/NaN|undefined|Infinity|\[object/.test(await desk.innerText("main")), `NaN or undefined with ${name} ${at}`);
      await full(desk, `with ${name} ${at}`);
    }
    check(values > 40 || sum === all, `the choices of ${name} have ${sum} meetings together, all of them ${all}`);
    await desk.selectOption(`#filter-${name}`, { index: 0 });
  }
  // Filters hold together, and leave only choices of which something is left.
  for (const name of ["ambito", "body", "year"]) {
    const last = await desk.$$eval(`#filter-${name} option:not([disabled])`, (all) => all.at(-1).index);
    await desk.selectOption(`#filter-${name}`, { index: last });
    check((await meetings()) > 0, `a choice of ${name} leaves nothing`);
    await full(desk, `with the last ${name}`);
  }
  await desk.locator("#filters button").click();
  check((await meetings()) === all, "clearing the filter does not bring all back");

  // A number leads to its rows, and a row to its words.
  const number = desk.locator(".cards li").nth(2).locator(".number");
  if (await number.count()) {
    const share = Number((await desk.locator(".cards li").nth(2).locator("span").innerText()).match(/(\d+)\D+(\d+)\D*$/)[2]);
    await number.press("Enter");
    const dialog = desk.locator("dialog[open]");
    check(await dialog.isVisible(), "a number does not open its rows");
    const held = await dialog.locator("article").count();
    check(held === Math.min(share, 300), `the rate counts ${share} seats, its rows are ${held}`);
    const quotes = await dialog.locator("blockquote").allInnerTexts();
    if (nameless) check(quotes.length === 0, "words are published without names");
    else check(quotes.length > 0 && quotes.every((quote) => quote.length > 0), "a row has no words");
    check(/\d/.test(await dialog.locator(".place").nth(1).innerText()), "a row has no page and line");
    await accessible(desk, "dialog");
    if (screenshots) await desk.screenshot({ path: path.join(screenshots, "rows.png") });
    await desk.keyboard.press("Escape");
    check(!(await dialog.isVisible()), "the rows do not close by the keyboard");
  }
  // A finding opens the rows that it counts.
  const finding = desk.locator('[data-finding="decisions"]');
  const decided = finding.locator("button");
  if (await decided.count()) {
    const told = Number((await finding.locator("p").first().innerText()).match(/\d[\d.,]*/)[0].replace(/\D/g, ""));
    await decided.click();
    const held = await desk.locator("dialog[open] article").count();
    check(held === Math.min(told, 300), `a finding tells of ${told} decisions, its rows are ${held}`);
    await desk.keyboard.press("Escape");
  }
  // A finding about some organisations or bodies opens their seats alone.
  for (const name of ["absent", "lowest", "trend"]) {
    const part = desk.locator(`[data-finding="${name}"]`);
    if (!(await part.count())) continue;
    await part.locator("button").click();
    check((await desk.locator("dialog[open] article").count()) > 0, `the finding ${name} has no rows`);
    await desk.keyboard.press("Escape");
  }
  const cell = desk.locator(".heat button").first();
  if (await cell.count()) {
    await cell.click();
    check((await desk.locator("dialog[open] blockquote").count()) === (nameless ? 0 : 1), "a cell of the grid has no words");
    await desk.keyboard.press("Escape");
  }
}

const phone = await opened(390, 844);
const wide = await phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
check(wide <= 0, `the page is ${wide} pixels wider than a phone`);
await accessible(phone, "phone");
if (screenshots) await phone.screenshot({ path: path.join(screenshots, "phone.png"), fullPage: true });

await browser.close();
for (const fault of faults) console.error(`fault: ${fault}`);
console.log(faults.length ? `${faults.length} faults in ${report}` : `${report}: the page holds`);
process.exit(faults.length ? 1 : 0);

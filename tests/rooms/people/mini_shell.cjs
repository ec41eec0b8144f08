// Runs the mini-program's own files with a pretend wx: node mini_shell.cjs <sandbox> <service> <psn_no> <tap> <page> <query as JSON>.
// Prints what the page shows in the end, and where it went.
const path = require("node:path");
const [sandbox, service, who, tap, page, query] = process.argv.slice(2);
const root = path.join(__dirname, "../../../frontend/mini");
const site = require(path.join(root, "site.js"));
site.address = service;

const went = [];
const phone = (act, more) => fetch(`${sandbox}/wechat-mini/phone/${act}?as=${who}${more}`).then((said) => said.json());
globalThis.wx = {
  login: ({ success, fail }) => phone("login", "").then(success, fail),
  request: ({ url, method, data, success, fail }) =>
    fetch(url, { method, body: data ? JSON.stringify(data) : undefined }).then(async (said) => success({ data: await said.json() })).catch(fail),
  requestSubscribeMessage: ({ tmplIds, success, fail }) =>
    tap === "never" ? fail({ errCode: 20004 }) : phone("tap", `&templates=${tmplIds.join(",")}&tap=${tap}`).then(success, fail),
  navigateTo: ({ url }) => went.push(url),
  navigateBack: () => went.push("back"),
};
globalThis.Page = (made) => {
  globalThis.shown = Object.assign(made, { setData(changed) { Object.assign(this.data, changed); } });
};
require(path.join(root, "pages", page, `${page}.js`));

(async () => {
  await shown.onLoad(JSON.parse(query));
  if (page === "tell") await shown.yes();
  console.log(JSON.stringify({ ...shown.data, went }));
})();

// The way between the telephone and the service: who somebody is (a code of wx.login, good once), and what they agreed to be sent.
const site = require("./site.js");

const base = `${site.address}/door/${site.region}/${site.door}/mini/`;

function code() {
  return new Promise((found, failed) => wx.login({ success: (said) => found(said.code), fail: failed }));
}

function request(method, path, data) {
  return new Promise((found, failed) =>
    wx.request({ url: base + path, method, data, success: (said) => found(said.data), fail: failed }),
  );
}

// The page of the service to show, signed in for whoever holds the telephone.
async function addressOf(path) {
  const next = path ? `&next=${encodeURIComponent(path)}` : "";
  return `${base}?code=${encodeURIComponent(await code())}${next}`;
}

// Known before the tap: the platform asks its question only straight after one.
function asked() {
  return request("GET", "asks.json").then((said) => said.templates);
}

// One tap agrees to one message of each template. Whoever says no is told by short message all the same.
function ask(templates) {
  return new Promise((done) => wx.requestSubscribeMessage({ tmplIds: templates, success: done, fail: () => done({}) }));
}

async function report(answers) {
  return request("POST", "agreed/", Object.assign({}, answers, { code: await code() }));
}

module.exports = { addressOf, asked, ask, report };
